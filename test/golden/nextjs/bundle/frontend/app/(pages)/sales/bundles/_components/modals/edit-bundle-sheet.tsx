"use client";

import { useTranslations } from "next-intl";
import { FormSheet } from "@/components/form/form-sheet";
import { useEntityForm } from "@/lib/form/use-entity-form";
import { type Bundle, bundleUpdateSchema } from "@/lib/types/api/bundle";
import { useBundles } from "../../context/bundles-context";
import { BundleForm } from "./bundle-form";

export function EditBundleSheet({ bundle }: { bundle: Bundle }) {
  const t = useTranslations("bundles.edit");
  const { load, update, closeSheet } = useBundles();
  const form = useEntityForm(bundleUpdateSchema, bundle);

  return (
    <FormSheet
      title={t("title")}
      description={t("description", { name: bundle.title ?? String(bundle.id) })}
      form={form}
      onSubmit={(values) => update(bundle.id, values)}
      onReload={() => load(bundle.id)}
      onClose={closeSheet}
    >
      <BundleForm />
    </FormSheet>
  );
}
