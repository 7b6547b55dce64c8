import { proxyToBackend, withSession } from "@/lib/api/proxy";

export const POST = withSession((request) => proxyToBackend(request, "/sales/bundles/bulk-delete"));
