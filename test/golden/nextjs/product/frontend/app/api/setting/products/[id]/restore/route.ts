import { proxyToBackend, withSession } from "@/lib/api/proxy";

export const POST = withSession<RouteContext<"/api/setting/products/[id]/restore">>(
  async (request, { params }) => {
    const { id } = await params;
    return proxyToBackend(request, `/setting/products/${encodeURIComponent(id)}/restore`);
  },
);
