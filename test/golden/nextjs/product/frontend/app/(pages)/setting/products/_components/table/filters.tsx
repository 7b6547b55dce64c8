"use client";

import { useTranslations } from "next-intl";
import { RangeFilter, RelationFilter, SelectFilter } from "@/components/data-table/filters";
import { productStatuses } from "@/lib/types/api/product";
import { useProducts } from "../../context/products-context";

export function ProductFilters() {
  const t = useTranslations("products.fields");
  const tStatus = useTranslations("products.values.status");
  const products = useProducts();
  return (
    <>
      <SelectFilter
        list={products}
        name="status"
        label={t("status")}
        options={productStatuses.map((value) => ({ value, label: tStatus(value) }))}
      />
      <RelationFilter
        list={products}
        name="category_id"
        label={t("category_id")}
        endpoint="/api/setting/categories/options"
      />
      <RangeFilter list={products} name="price" label={t("price")} type="number" />
      <RangeFilter list={products} name="created_at" label={t("created_at")} type="datetime" />
    </>
  );
}
