"use client";

import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { PageHeader } from "@/components/data-table/page-header";
import { useLocalized } from "@/lib/entity/use-localized";
import { useProducts } from "../../context/products-context";
import { AddProductSheet } from "../modals/add-product-sheet";
import { EditProductSheet } from "../modals/edit-product-sheet";
import { useProductColumns } from "./columns";
import { ProductFilters } from "./filters";

export function ProductsTable() {
  const t = useTranslations("products");
  const products = useProducts();
  const localized = useLocalized();
  const columns = useProductColumns();
  const { sheet } = products;

  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        list={products}
        title={t("title")}
        description={t("description")}
        addLabel={t("add.title")}
      />
      <DataTable
        list={products}
        columns={columns}
        caption={t("title")}
        rowLabel={({ name_en, name_ar }) => localized(name_en, name_ar)}
        filters={<ProductFilters />}
      />
      {sheet?.mode === "add" && <AddProductSheet />}
      {sheet?.mode === "edit" && <EditProductSheet product={sheet.row} />}
    </div>
  );
}
