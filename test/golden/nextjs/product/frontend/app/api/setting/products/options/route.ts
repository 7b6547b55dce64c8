import { proxyToBackend, withSession } from "@/lib/api/proxy";

export const GET = withSession((request) => proxyToBackend(request, "/setting/products/options"));
