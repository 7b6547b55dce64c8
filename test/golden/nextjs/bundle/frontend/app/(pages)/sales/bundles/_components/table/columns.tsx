"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import {
  BooleanCell,
  DateCell,
  DatetimeCell,
  NumberCell,
  RelationCell,
  TextCell,
} from "@/components/data-table/cells";
import { columnsOf } from "@/components/data-table/features";
import { RelationsCell } from "@/components/data-table/relations-cell";
import { type Bundle, bundleSizeKeys } from "@/lib/types/api/bundle";

const column = columnsOf<Bundle>();

export function useBundleColumns() {
  const t = useTranslations("bundles.fields");
  const tSize = useTranslations("bundles.values.size");
  return useMemo(
    () =>
      column.columns([
        column.accessor("title", {
          header: t("title"),
          cell: ({ getValue }) => <TextCell value={getValue()} />,
        }),
        column.accessor("code", {
          header: t("code"),
          cell: ({ getValue }) => <TextCell value={getValue()} />,
        }),
        column.accessor("active", {
          header: t("active"),
          cell: ({ getValue }) => <BooleanCell value={getValue()} />,
        }),
        column.accessor("size", {
          header: t("size"),
          cell: ({ getValue }) => {
            const value = getValue();
            return <TextCell value={value && tSize(bundleSizeKeys[value])} />;
          },
        }),
        column.accessor("from", {
          header: t("from"),
          cell: ({ getValue }) => <DateCell value={getValue()} />,
        }),
        column.accessor("views", {
          header: t("views"),
          meta: { align: "end" },
          cell: ({ getValue }) => <NumberCell value={getValue()} />,
        }),
        column.accessor("items", {
          header: t("items"),
          enableSorting: false,
          cell: ({ getValue }) => (
            <RelationsCell
              endpoint="/api/sales/products/options"
              values={getValue().map((link) => link.product_id)}
            />
          ),
        }),
        column.accessor("tag_ids", {
          header: t("tag_ids"),
          enableSorting: false,
          cell: ({ getValue }) => (
            <RelationsCell endpoint="/api/sales/tags/options" values={getValue()} />
          ),
        }),
        column.accessor("parent_id", {
          header: t("parent_id"),
          enableSorting: false,
          cell: ({ getValue }) => (
            <RelationCell endpoint="/api/sales/bundles/options" value={getValue()} />
          ),
        }),
        column.accessor("created_at", {
          header: t("created_at"),
          cell: ({ getValue }) => <DatetimeCell value={getValue()} />,
        }),
      ]),
    [t, tSize],
  );
}
