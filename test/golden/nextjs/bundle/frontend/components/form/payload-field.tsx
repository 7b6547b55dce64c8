"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import {
  type ArrayPath,
  type Control,
  type FieldArray,
  type FieldPath,
  type FieldValues,
  useFieldArray,
  useFormState,
} from "react-hook-form";
import { FieldFrame } from "@/components/form/field";
import { RelationCombobox } from "@/components/form/relation-combobox";
import { Button } from "@/components/ui/button";
import { CloseIcon } from "@/components/ui/icons";
import { isEntityId, useOptionLabel, useOptions } from "@/lib/entity/use-options";
import { type EntityId } from "@/lib/types/api/common";

export interface PayloadFieldProps<
  TValues extends FieldValues,
  TName extends ArrayPath<TValues> & FieldPath<TValues>,
> {
  control: Control<TValues>;
  name: TName;
  label: string;
  /** The `/options` route of the other entity. */
  endpoint: string;
  /** The property of a row that holds the id of the other entity. */
  targetName: string;
  /** What the other properties of a new row hold. */
  empty: Readonly<Record<string, unknown>>;
  /** The fields of one row. */
  children: (index: number) => ReactNode;
}

/** Any number of rows of another entity, each with values that belong to the connection. */
export function PayloadField<
  TValues extends FieldValues,
  TName extends ArrayPath<TValues> & FieldPath<TValues>,
>({
  control,
  name,
  label,
  endpoint,
  targetName,
  empty,
  children,
}: PayloadFieldProps<TValues, TName>) {
  const t = useTranslations("common");
  const id = useId();
  const labelOf = useOptionLabel();
  const { fields, append, remove } = useFieldArray({ control, name });
  const { error } = control.getFieldState(name, useFormState({ control, name }));
  const message = error?.message ?? error?.root?.message;
  const rows = fields.map((row) => ({ key: row.id, target: targetOf(row, targetName) }));
  const targets = rows.map(({ target }) => target);
  const chosen = useOptions(endpoint, targets);

  function nameOf(target: EntityId): string {
    const option = chosen.find((candidate) => candidate.id === target);
    return option ? labelOf(option) : String(target);
  }

  function toggle(target: EntityId) {
    const index = rows.findIndex((row) => row.target === target);
    if (index >= 0) return remove(index);
    const row = { ...empty, [targetName]: target };
    append(row as FieldArray<TValues, TName>, { shouldFocus: false });
  }

  return (
    <FieldFrame id={id} label={label} error={message} required={false}>
      <RelationCombobox
        id={id}
        aria-labelledby={`${id}-label`}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `${id}-error` : undefined}
        multiple
        endpoint={endpoint}
        selected={rows.map(({ target }) => String(target))}
        onSelect={(option) => toggle(option.id)}
      />
      {rows.map(({ key, target }, index) => (
        <fieldset key={key} className="flex flex-col gap-3 rounded-md border border-line p-3">
          <legend className="sr-only">{nameOf(target)}</legend>
          <div className="flex items-center justify-between gap-2">
            <span className="font-medium">{nameOf(target)}</span>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("remove_choice", { name: nameOf(target) })}
              onClick={() => remove(index)}
            >
              <CloseIcon />
            </Button>
          </div>
          {children(index)}
        </fieldset>
      ))}
    </FieldFrame>
  );
}

function targetOf(row: object, name: string): EntityId {
  const value: unknown = Reflect.get(row, name);
  return isEntityId(value) ? value : "";
}
