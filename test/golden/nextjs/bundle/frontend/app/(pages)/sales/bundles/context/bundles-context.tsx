"use client";

import { createEntityContext } from "@/lib/entity/create-entity-context";
import { type Bundle, type BundleCreate, type BundleUpdate } from "@/lib/types/api/bundle";

export const { EntityProvider: BundlesProvider, useEntity: useBundles } = createEntityContext<
  Bundle,
  BundleCreate,
  BundleUpdate
>({
  path: "/api/sales/bundles",
  defaults: {
    sort: "title",
    filters: [
      "code",
      "active",
      "size",
      "item_ids",
      "tag_ids",
      "parent_id",
      "from_min",
      "from_max",
      "views_min",
      "views_max",
      "created_at_min",
      "created_at_max",
    ],
  },
  capabilities: { search: false, export: false, restore: false },
});
