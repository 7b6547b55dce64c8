import { z } from "zod";
import { type AuditFields } from "@/lib/types/api/common";
import { decimalString, plainText } from "@/lib/types/api/scalars";

export const productStatuses = ["draft", "live"] as const;

export const productCreateSchema = z.object({
  name_en: plainText().min(1).max(64),
  name_ar: plainText().min(1).max(64),
  price: decimalString(10, 2),
  status: z.enum(productStatuses).nullable(),
  category_id: z.int32().min(1).nullable(),
});

export const productUpdateSchema = productCreateSchema.extend({
  version: z.int32(),
});

export type ProductCreate = z.infer<typeof productCreateSchema>;

export type ProductUpdate = z.infer<typeof productUpdateSchema>;

export interface Product extends ProductUpdate, AuditFields {
  id: number;
}
