"use client";

import { useTranslations } from "next-intl";
import {
  BooleanFilter,
  RangeFilter,
  RelationFilter,
  SelectFilter,
} from "@/components/data-table/filters";
import { TextFilter } from "@/components/data-table/text-filter";
import { bundleSizeKeys, bundleSizes } from "@/lib/types/api/bundle";
import { useBundles } from "../../context/bundles-context";

export function BundleFilters() {
  const t = useTranslations("bundles.fields");
  const tSize = useTranslations("bundles.values.size");
  const bundles = useBundles();
  return (
    <>
      <TextFilter list={bundles} name="code" label={t("code")} />
      <BooleanFilter list={bundles} name="active" label={t("active")} />
      <SelectFilter
        list={bundles}
        name="size"
        label={t("size")}
        options={bundleSizes.map((value) => ({ value, label: tSize(bundleSizeKeys[value]) }))}
      />
      <RelationFilter
        list={bundles}
        name="item_ids"
        label={t("items")}
        endpoint="/api/sales/products/options"
      />
      <RelationFilter
        list={bundles}
        name="tag_ids"
        label={t("tag_ids")}
        endpoint="/api/sales/tags/options"
      />
      <RelationFilter
        list={bundles}
        name="parent_id"
        label={t("parent_id")}
        endpoint="/api/sales/bundles/options"
      />
      <RangeFilter list={bundles} name="from" label={t("from")} type="date" />
      <RangeFilter list={bundles} name="views" label={t("views")} type="number" />
      <RangeFilter list={bundles} name="created_at" label={t("created_at")} type="datetime" />
    </>
  );
}
