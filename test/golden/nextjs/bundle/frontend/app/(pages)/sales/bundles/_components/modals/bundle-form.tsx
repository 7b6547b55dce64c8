"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { DateField } from "@/components/form/date-field";
import { DecimalField } from "@/components/form/decimal-field";
import { JsonField } from "@/components/form/json-field";
import { NumberField } from "@/components/form/number-field";
import { OptionalBooleanField } from "@/components/form/optional-boolean-field";
import { PayloadField } from "@/components/form/payload-field";
import { RelationField } from "@/components/form/relation-field";
import { RelationManyField } from "@/components/form/relation-many-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { type BundleCreate, bundleSizeKeys, bundleSizes } from "@/lib/types/api/bundle";

export function BundleForm() {
  const t = useTranslations("bundles.fields");
  const tItems = useTranslations("bundles.payload.items");
  const tSize = useTranslations("bundles.values.size");
  const { control } = useFormContext<BundleCreate>();
  return (
    <>
      <TextField control={control} name="title" label={t("title")} nullable />
      <TextField control={control} name="code" label={t("code")} required />
      <OptionalBooleanField control={control} name="active" label={t("active")} />
      <SelectField
        control={control}
        name="size"
        label={t("size")}
        options={bundleSizes.map((value) => ({ value, label: tSize(bundleSizeKeys[value]) }))}
      />
      <DateField control={control} name="from" label={t("from")} />
      <JsonField control={control} name="extra" label={t("extra")} />
      <DecimalField control={control} name="views" label={t("views")} integer required />
      <PayloadField
        control={control}
        name="items"
        label={t("items")}
        endpoint="/api/sales/products/options"
        targetName="product_id"
        empty={{ note: null }}
      >
        {(index) => (
          <>
            <NumberField
              control={control}
              name={`items.${index}.quantity`}
              label={tItems("quantity")}
              integer
              required
            />
            <TextField
              control={control}
              name={`items.${index}.note`}
              label={tItems("note")}
              nullable
            />
          </>
        )}
      </PayloadField>
      <RelationManyField
        control={control}
        name="tag_ids"
        label={t("tag_ids")}
        endpoint="/api/sales/tags/options"
      />
      <RelationField
        control={control}
        name="parent_id"
        label={t("parent_id")}
        endpoint="/api/sales/bundles/options"
      />
    </>
  );
}
