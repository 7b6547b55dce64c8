import { strict as assert } from 'assert';
import { ARABIC } from './arabicDictionary';
import { arabicField, arabicPlural, arabicSingular, arabicValue } from './arabicWords';
import { entityLabels, fieldLabel, isArabic, valueLabel } from './labels';

describe('Arabic labels', () => {
  const table: readonly [string, (name: string) => string | undefined, string | undefined][] = [
    ['price', arabicField, 'السعر'],
    ['email', arabicField, 'البريد الإلكتروني'],
    ['order_number', arabicField, 'رقم الطلب'],
    ['purchase_order_line', arabicField, 'بند طلب الشراء'],
    ['email_address', arabicField, 'عنوان البريد الإلكتروني'],
    ['is_active', arabicField, 'نشط'],
    ['comments', arabicField, 'التعليقات'],
    ['brand', arabicField, 'العلامة التجارية'],
    ['paid_amount', arabicField, undefined],
    ['gadget', arabicField, undefined],
    ['gadget_price', arabicField, undefined],
    ['constructor', arabicField, undefined],
    ['product', arabicSingular, 'منتج'],
    ['brand', arabicSingular, 'علامة تجارية'],
    ['order_line', arabicSingular, 'بند طلب'],
    ['building', arabicPlural, 'المباني'],
    ['employee', arabicPlural, 'الموظفون'],
    ['company_employee', arabicPlural, 'موظفو الشركات'],
    ['order_line', arabicPlural, 'بنود الطلبات'],
    ['purchase_order_line', arabicPlural, 'بنود طلبات الشراء'],
    ['brand_category', arabicPlural, 'فئات العلامات التجارية'],
    ['high', arabicValue, 'مرتفع'],
    ['in-progress', arabicValue, 'قيد التنفيذ'],
    ['order_line', arabicValue, undefined],
  ];
  for (const [name, label, expected] of table) {
    it(`${label.name} ${name}: ${expected ?? 'not known'}`, () => assert.equal(label(name), expected));
  }

  it('are wholly Arabic or wholly English', () => {
    assert.deepEqual(fieldLabel('headline_ar'), {
      en: 'Headline (Arabic)',
      ar: 'العنوان الرئيسي (بالعربية)',
    });
    assert.deepEqual(fieldLabel('gadget_ar'), { en: 'Gadget (Arabic)', ar: 'Gadget (Arabic)' });
    assert.deepEqual(entityLabels('gadget_order', 'gadget_orders').plural.ar, 'Gadget orders');
    // A word without a plural gives no page its name.
    assert.equal(entityLabels('stock', 'stocks').singular.ar, 'Stock');
    assert.deepEqual(valueLabel('co2'), { en: 'CO2', ar: 'CO2' });
  });

  it('have no Latin letter, no article twice and no vowel sign that a search would miss', () => {
    for (const [word, forms] of Object.entries(ARABIC)) {
      assert.match(word, /^[a-z]+(_[a-z]+)*$/);
      for (const form of forms) {
        if (form === undefined) continue;
        assert.ok(isArabic(form), word);
        assert.match(form, /^=?[\u0621-\u064a\u064b\u0651]+( [\u0621-\u064a\u064b\u0651]+)*$/, word);
        assert.doesNotMatch(form, /^(?!=)ال(?!تزام)/, `${word} has its article already`);
      }
    }
  });
});
