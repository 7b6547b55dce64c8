import { proxyToBackend, withSession } from "@/lib/api/proxy";

const handler = withSession((request) => proxyToBackend(request, "/sales/bundles"));

export { handler as GET, handler as POST };
