import { z } from "zod";
import { type AuditFields, type JsonValue } from "@/lib/types/api/common";
import { bigintString, jsonValue, plainText } from "@/lib/types/api/scalars";

export const bundleSizes = ["1.5 l", "2 l"] as const;

/** Names of the values in the messages. */
export const bundleSizeKeys = {
  "1.5 l": "value_1_5_l",
  "2 l": "value_2_l",
} as const;

export const bundleCreateSchema = z.object({
  title: plainText().max(60).nullable(),
  code: plainText()
    .min(3)
    .max(5)
    .regex(/^[A-Z\/]+$/u),
  active: z.boolean().nullable(),
  size: z.enum(bundleSizes).nullable(),
  from: z.iso.date().nullable(),
  extra: jsonValue().nullable(),
  views: bigintString({ min: "0" }),
  items: z.array(
    z.object({
      product_id: z.int32().min(1),
      quantity: z.int32().min(1),
      note: plainText().max(80).nullable(),
    }),
  ),
  tag_ids: z.array(z.int32().min(1)),
  parent_id: z.int32().min(1).nullable(),
});

export const bundleUpdateSchema = bundleCreateSchema.extend({
  version: z.int32(),
});

export type BundleCreate = z.infer<typeof bundleCreateSchema>;

export type BundleUpdate = z.infer<typeof bundleUpdateSchema>;

export interface Bundle extends BundleUpdate, Omit<AuditFields, "deleted_at"> {
  id: number;
  extra: JsonValue | null;
}
