import { proxyToBackend, withSession } from "@/lib/api/proxy";

const handler = withSession((request) => proxyToBackend(request, "/setting/products"));

export { handler as GET, handler as POST };
