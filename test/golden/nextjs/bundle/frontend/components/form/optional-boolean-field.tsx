"use client";

import { useTranslations } from "next-intl";
import { type FieldValues } from "react-hook-form";
import { FieldFrame, type FieldProps, useFormField } from "@/components/form/field";
import { Select } from "@/components/ui/select";

/** Yes, no, or nothing chosen, which is null. */
export function OptionalBooleanField<TValues extends FieldValues>(props: FieldProps<TValues>) {
  const t = useTranslations("common");
  const { value, setValue, control, frame } = useFormField(props);
  const options = [
    { value: "true", label: t("yes") },
    { value: "false", label: t("no") },
  ];
  return (
    <FieldFrame {...frame}>
      <Select
        {...control}
        options={options}
        emptyLabel="—"
        value={typeof value === "boolean" ? String(value) : ""}
        onChange={({ target }) => setValue(target.value ? target.value === "true" : null)}
      />
    </FieldFrame>
  );
}
