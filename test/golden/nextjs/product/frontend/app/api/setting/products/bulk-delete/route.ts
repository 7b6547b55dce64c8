import { proxyToBackend, withSession } from "@/lib/api/proxy";

export const POST = withSession((request) =>
  proxyToBackend(request, "/setting/products/bulk-delete"),
);
