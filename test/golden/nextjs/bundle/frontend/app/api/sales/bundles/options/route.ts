import { proxyToBackend, withSession } from "@/lib/api/proxy";

export const GET = withSession((request) => proxyToBackend(request, "/sales/bundles/options"));
