"use client";

import { useTranslations } from "next-intl";
import { FormSheet } from "@/components/form/form-sheet";
import { useEntityForm } from "@/lib/form/use-entity-form";
import { bundleCreateSchema } from "@/lib/types/api/bundle";
import { useBundles } from "../../context/bundles-context";
import { BundleForm } from "./bundle-form";

export function AddBundleSheet() {
  const t = useTranslations("bundles.add");
  const { create, closeSheet } = useBundles();
  const form = useEntityForm(bundleCreateSchema, {
    title: null,
    code: "",
    active: null,
    size: null,
    from: null,
    extra: null,
    views: "0",
    items: [],
    tag_ids: [],
    parent_id: null,
  });

  return (
    <FormSheet
      title={t("title")}
      description={t("description")}
      form={form}
      onSubmit={create}
      onClose={closeSheet}
    >
      <BundleForm />
    </FormSheet>
  );
}
