"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { DecimalField } from "@/components/form/decimal-field";
import { RelationField } from "@/components/form/relation-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { type ProductCreate, productStatuses } from "@/lib/types/api/product";

export function ProductForm() {
  const t = useTranslations("products.fields");
  const tStatus = useTranslations("products.values.status");
  const { control } = useFormContext<ProductCreate>();
  return (
    <>
      <TextField control={control} name="name_en" label={t("name_en")} language="en" required />
      <TextField control={control} name="name_ar" label={t("name_ar")} language="ar" required />
      <DecimalField control={control} name="price" label={t("price")} required />
      <SelectField
        control={control}
        name="status"
        label={t("status")}
        options={productStatuses.map((value) => ({ value, label: tStatus(value) }))}
      />
      <RelationField
        control={control}
        name="category_id"
        label={t("category_id")}
        endpoint="/api/setting/categories/options"
      />
    </>
  );
}
