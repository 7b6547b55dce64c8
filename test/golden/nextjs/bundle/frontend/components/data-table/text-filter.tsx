"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { type EntityList } from "@/lib/entity/create-entity-context";
import { type EntityRow } from "@/lib/types/api/common";

export interface TextFilterProps<TRow extends EntityRow> {
  list: EntityList<TRow>;
  /** The field's name, which is its parameter too. */
  name: string;
  label: string;
}

/** Rows whose field is exactly this text. Takes effect when it is left or Enter is pressed. */
export function TextFilter<TRow extends EntityRow>({ list, name, label }: TextFilterProps<TRow>) {
  const id = useId();
  const { filters } = list.query;
  const value = filters[name] ?? "";

  function commit(text: string) {
    if (text !== value) list.setQuery({ filters: { ...filters, [name]: text } });
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-xs font-medium">
        {label}
      </label>
      <Input
        key={value}
        id={id}
        defaultValue={value}
        onBlur={({ target }) => commit(target.value.trim())}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") commit(currentTarget.value.trim());
        }}
        className="max-w-48"
      />
    </div>
  );
}
