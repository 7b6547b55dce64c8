/** The sidebar. A new page adds one line; its label is `navigation.items.<label>`. */
export const navigation = [
  {
    label: "setting",
    items: [{ label: "categories", href: "/setting/categories" }],
  },
  {
    label: "sales",
    items: [{ label: "bundles", href: "/sales/bundles" }],
  },
] as const;

export const homePath = navigation[0].items[0].href;
