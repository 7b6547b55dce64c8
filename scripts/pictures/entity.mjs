/** The entity of every picture. */
export const NAME = 'product';
export const FIELDS =
  'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
/** A file whose diff is small and says what Groundwork does. */
export const EDITED_FILE = 'setting_routers.py';
