import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProductsTable } from "./_components/table/products-table";
import { ProductsProvider } from "./context/products-context";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("products");
  return { title: t("title") };
}

export default function ProductsPage() {
  return (
    <ProductsProvider>
      <ProductsTable />
    </ProductsProvider>
  );
}
