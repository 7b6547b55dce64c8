import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BundlesTable } from "./_components/table/bundles-table";
import { BundlesProvider } from "./context/bundles-context";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("bundles");
  return { title: t("title") };
}

export default function BundlesPage() {
  return (
    <BundlesProvider>
      <BundlesTable />
    </BundlesProvider>
  );
}
