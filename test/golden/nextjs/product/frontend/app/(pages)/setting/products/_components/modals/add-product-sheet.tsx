"use client";

import { useTranslations } from "next-intl";
import { FormSheet } from "@/components/form/form-sheet";
import { useEntityForm } from "@/lib/form/use-entity-form";
import { productCreateSchema } from "@/lib/types/api/product";
import { useProducts } from "../../context/products-context";
import { ProductForm } from "./product-form";

export function AddProductSheet() {
  const t = useTranslations("products.add");
  const { create, closeSheet } = useProducts();
  const form = useEntityForm(productCreateSchema, {
    name_en: "",
    name_ar: "",
    price: "",
    status: null,
    category_id: null,
  });

  return (
    <FormSheet
      title={t("title")}
      description={t("description")}
      form={form}
      onSubmit={create}
      onClose={closeSheet}
    >
      <ProductForm />
    </FormSheet>
  );
}
