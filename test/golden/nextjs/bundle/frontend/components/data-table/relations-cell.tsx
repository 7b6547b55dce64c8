"use client";

import { useFormatter } from "next-intl";
import { useOptionLabel, useOptions } from "@/lib/entity/use-options";
import { type EntityId } from "@/lib/types/api/common";

const EMPTY = "—";

export interface RelationsCellProps {
  /** The `/options` route of the other entity. */
  endpoint: string;
  values: readonly EntityId[];
}

/** The labels of any number of rows of another entity; the cells of a page share one request. */
export function RelationsCell({ endpoint, values }: RelationsCellProps) {
  const format = useFormatter();
  const labelOf = useOptionLabel();
  const options = useOptions(endpoint, values);
  if (values.length === 0) return EMPTY;
  if (options.length === 0) return "…";
  const labels = format.list(options.map(labelOf), { type: "unit", style: "short" });
  return (
    <span className="line-clamp-2 max-w-80 min-w-32" title={labels}>
      {labels}
    </span>
  );
}
