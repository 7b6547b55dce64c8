"use client";

import { useTranslations } from "next-intl";
import { FormSheet } from "@/components/form/form-sheet";
import { useLocalized } from "@/lib/entity/use-localized";
import { useEntityForm } from "@/lib/form/use-entity-form";
import { type Product, productUpdateSchema } from "@/lib/types/api/product";
import { useProducts } from "../../context/products-context";
import { ProductForm } from "./product-form";

export function EditProductSheet({ product }: { product: Product }) {
  const t = useTranslations("products.edit");
  const localized = useLocalized();
  const { load, update, closeSheet } = useProducts();
  const form = useEntityForm(productUpdateSchema, product);

  return (
    <FormSheet
      title={t("title")}
      description={t("description", { name: localized(product.name_en, product.name_ar) })}
      form={form}
      onSubmit={(values) => update(product.id, values)}
      onReload={() => load(product.id)}
      onClose={closeSheet}
    >
      <ProductForm />
    </FormSheet>
  );
}
