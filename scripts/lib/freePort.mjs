import { createServer } from 'node:net';

/**
 * A loopback port that nothing listens on now: the preferred one when it is free.
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  try {
    return await probe(preferred);
  } catch (error) {
    if (preferred === 0) throw error;
    return probe(0);
  }
}

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function probe(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const found = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => {
        resolve(found);
      });
    });
  });
}
