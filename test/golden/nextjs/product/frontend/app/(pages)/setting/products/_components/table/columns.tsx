"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { DatetimeCell, NumberCell, RelationCell, TextCell } from "@/components/data-table/cells";
import { columnsOf } from "@/components/data-table/features";
import { type Product } from "@/lib/types/api/product";

const column = columnsOf<Product>();

export function useProductColumns() {
  const t = useTranslations("products.fields");
  const tStatus = useTranslations("products.values.status");
  return useMemo(
    () =>
      column.columns([
        column.accessor("name_en", {
          header: t("name_en"),
          cell: ({ getValue }) => <TextCell value={getValue()} />,
        }),
        column.accessor("name_ar", {
          header: t("name_ar"),
          cell: ({ getValue }) => <TextCell value={getValue()} />,
        }),
        column.accessor("price", {
          header: t("price"),
          meta: { align: "end" },
          cell: ({ getValue }) => <NumberCell value={getValue()} />,
        }),
        column.accessor("status", {
          header: t("status"),
          cell: ({ getValue }) => {
            const value = getValue();
            return <TextCell value={value && tStatus(value)} />;
          },
        }),
        column.accessor("category_id", {
          header: t("category_id"),
          enableSorting: false,
          cell: ({ getValue }) => (
            <RelationCell endpoint="/api/setting/categories/options" value={getValue()} />
          ),
        }),
        column.accessor("created_at", {
          header: t("created_at"),
          cell: ({ getValue }) => <DatetimeCell value={getValue()} />,
        }),
      ]),
    [t, tStatus],
  );
}
