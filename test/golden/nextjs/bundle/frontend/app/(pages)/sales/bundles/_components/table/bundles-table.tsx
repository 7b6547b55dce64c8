"use client";

import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { PageHeader } from "@/components/data-table/page-header";
import { useBundles } from "../../context/bundles-context";
import { AddBundleSheet } from "../modals/add-bundle-sheet";
import { EditBundleSheet } from "../modals/edit-bundle-sheet";
import { useBundleColumns } from "./columns";
import { BundleFilters } from "./filters";

export function BundlesTable() {
  const t = useTranslations("bundles");
  const bundles = useBundles();
  const columns = useBundleColumns();
  const { sheet } = bundles;

  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        list={bundles}
        title={t("title")}
        description={t("description")}
        addLabel={t("add.title")}
      />
      <DataTable
        list={bundles}
        columns={columns}
        caption={t("title")}
        rowLabel={({ id, title }) => title ?? String(id)}
        filters={<BundleFilters />}
      />
      {sheet?.mode === "add" && <AddBundleSheet />}
      {sheet?.mode === "edit" && <EditBundleSheet bundle={sheet.row} />}
    </div>
  );
}
