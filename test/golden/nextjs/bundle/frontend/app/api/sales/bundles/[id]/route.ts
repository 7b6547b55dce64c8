import { proxyToBackend, withSession } from "@/lib/api/proxy";

const handler = withSession<RouteContext<"/api/sales/bundles/[id]">>(
  async (request, { params }) => {
    const { id } = await params;
    return proxyToBackend(request, `/sales/bundles/${encodeURIComponent(id)}`);
  },
);

export { handler as DELETE, handler as GET, handler as PUT };
