import { proxyToBackend, withSession } from "@/lib/api/proxy";

const handler = withSession<RouteContext<"/api/setting/products/[id]">>(
  async (request, { params }) => {
    const { id } = await params;
    return proxyToBackend(request, `/setting/products/${encodeURIComponent(id)}`);
  },
);

export { handler as DELETE, handler as GET, handler as PUT };
