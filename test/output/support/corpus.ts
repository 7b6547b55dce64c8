import { generate, generateFrom } from './groundwork';
import { copyShop, type Shop } from './shop';
import { inRepo } from '../../../scripts/lib/paths.mjs';

interface Entity {
  readonly name: string;
  /** Shorthand, or a file of test/output/specs. */
  readonly fields?: string;
  readonly spec?: string;
}

/** One after another into one copy: every relationship kind, every type, names that languages and frameworks reserve. */
export const CORPUS: readonly Entity[] = [
  {
    name: 'product',
    fields: 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)',
  },
  {
    name: 'person',
    fields: 'full_name:string(80)! email:email^ born:date height:float(0..3) active:bool=true',
  },
  {
    name: 'order',
    fields:
      'number:string(20)!^ placed_at:datetime! total:decimal(12,2)! state:enum(open,paid,sent)!=open customer:ref(Person)! ' +
      'products:refs(Product; quantity:int(1..999)!=1 unit_price:decimal(10,2))',
  },
  {
    name: 'purchase_order_line',
    fields: 'quantity:int(1..)! note:text order:ref(Order, cascade)! product:ref(Product)!',
  },
  { name: 'status', fields: 'code:string(10)!^# default:bool=false color:string(7)' },
  {
    name: 'class',
    fields:
      'title:string(80)! from:date type:enum(lecture,lab)!=lecture metadata:json teacher:ref(Person, set-null)',
  },
  { name: 'series', fields: 'title:string(80)! registry:string(32) volumes:int(0..1000)=0' },
  { name: 'news', fields: 'headline:bilingual(120)! body:text! published_at:datetime link:url' },
  {
    name: 'department',
    fields: 'name:string(80)!^ budget:decimal(14,2) parent:ref(self, set-null)',
  },
  { name: 'passport', fields: 'number:string(20)!^ issued:date! holder:one(Person)!' },
  { name: 'tag', fields: 'name:string(32)!^ products:refs(Product)' },
  { name: 'shelf', fields: 'code:string(10)! width:int(1..500)' },
  { name: 'warehouse', fields: 'name:string(60)! opens:time shelves:many(Shelf)' },
  { name: 'contact', fields: 'nickname:string(40)! friends:refs(self)' },
  {
    name: 'measurement',
    fields:
      'title:bilingual(40)! remark:text count:int(-5..5)! big:bigint! ratio:float amount:decimal(18,6)! exact:bool! ' +
      'day:date! at:datetime! clock:time! uid:uuid^ payload:json file:bytes(64kb) unit:enum(mm,cm)! mail:email site:url',
  },
  {
    name: 'reserved',
    fields:
      'type:string(20)! from:string(20) metadata:json registry:string(20) model_config:string(20) default:int constructor:string(20)',
  },
  { name: 'memo', spec: 'memo.yaml' },
  { name: 'user', fields: 'nickname:string(40)! joined:date' },
];

let prepared: Promise<Shop> | undefined;

/** A copy of the sample with the whole corpus generated into it, made once a process. Leave it as it is. */
export function preparedCorpus(): Promise<Shop> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<Shop> {
  const shop = copyShop('corpus');
  for (const { name, fields, spec } of CORPUS) {
    if (fields !== undefined) await generate(shop.folder, name, fields);
    else await generateFrom(shop.folder, name, inRepo('test', 'output', 'specs', spec ?? ''));
  }
  return shop;
}
