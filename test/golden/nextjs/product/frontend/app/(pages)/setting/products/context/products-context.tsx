"use client";

import { createEntityContext } from "@/lib/entity/create-entity-context";
import { type Product, type ProductCreate, type ProductUpdate } from "@/lib/types/api/product";

export const { EntityProvider: ProductsProvider, useEntity: useProducts } = createEntityContext<
  Product,
  ProductCreate,
  ProductUpdate
>({
  path: "/api/setting/products",
  defaults: {
    sort: "name_en",
    filters: [
      "status",
      "category_id",
      "price_min",
      "price_max",
      "created_at_min",
      "created_at_max",
    ],
  },
});
