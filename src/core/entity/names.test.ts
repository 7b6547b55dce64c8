import { strict as assert } from 'assert';
import fc from 'fast-check';
import { nameArbitrary } from '../../../test/fakes/entityArbitrary';
import { camelCase, kebabCase, pascalCase, pluralOf, snakeCase } from './caseConversion';
import { editDistance, nearest } from './didYouMean';
import {
  className,
  entityNames,
  enumMembers,
  pythonAttribute,
  pythonParameter,
  typescriptVariable,
} from './names';

describe('names', () => {
  const CASES: readonly (readonly [string, string, string, string])[] = [
    ['purchase_order_line', 'purchase_order_line', 'PurchaseOrderLine', 'purchaseOrderLine'],
    ['HTTPServer', 'http_server', 'HttpServer', 'httpServer'],
    ['OAuth2Token', 'o_auth2_token', 'OAuth2Token', 'oAuth2Token'],
    ['address2', 'address2', 'Address2', 'address2'],
    ['Order 66', 'order_66', 'Order66', 'order66'],
    ['ABCd', 'ab_cd', 'AbCd', 'abCd'],
    ['', '', '', ''],
  ];
  for (const [text, snake, pascal, camel] of CASES) {
    it(`converts ${JSON.stringify(text)}`, () => {
      assert.deepEqual([snakeCase(text), pascalCase(text), camelCase(text)], [snake, pascal, camel]);
      assert.equal(kebabCase(text), snake.replaceAll('_', '-'));
    });
  }

  const ATTRIBUTES: readonly (readonly [string, string, string])[] = [
    ['from', 'from_', 'from_'],
    ['class', 'class_', 'class_'],
    ['metadata', 'metadata_', 'metadata_'],
    ['registry', 'registry_', 'registry_'],
    ['model_config', 'model_config_', 'model_config_'],
    ['type', 'type_', 'type_'],
    ['date', 'date_', 'date_'],
    ['schema', 'schema_', 'schema_'],
    ['default', 'default', 'default'],
    ['constructor', 'constructor', 'constructor'],
    ['status', 'status', 'status_'],
    ['max', 'max', 'max_'],
    ['price', 'price', 'price'],
  ];
  for (const [name, attribute, parameter] of ATTRIBUTES) {
    it(`calls ${name} ${attribute} in a class and ${parameter} as a parameter`, () => {
      assert.deepEqual([pythonAttribute(name), pythonParameter(name)], [attribute, parameter]);
    });
  }

  const CLASSES: readonly (readonly [string, string])[] = [
    ['class', 'Class'],
    ['order', 'Order'],
    ['status', 'Status'],
    ['exception', 'ExceptionEntity'],
    ['list', 'ListEntity'],
    ['type', 'TypeEntity'],
    ['any', 'AnyEntity'],
    ['date', 'DateEntity'],
    ['record', 'RecordEntity'],
  ];
  for (const [name, expected] of CLASSES)
    it(`calls the class of ${name} ${expected}`, () => assert.equal(className(name), expected));

  it('gives variables that are no reserved words', () => {
    assert.deepEqual(['class', 'default', 'order', 'status', 'purchase_order'].map(typescriptVariable), [
      'class_',
      'default_',
      'order',
      'status_',
      'purchaseOrder',
    ]);
  });

  it('names sheep apart', () => {
    const names = entityNames({ name: 'sheep', plural: 'sheep' });
    assert.deepEqual(
      [names.pascal, names.pluralPascal, names.pluralSnake, names.pluralCamel],
      ['Sheep', 'SheepList', 'sheep_list', 'sheepList'],
    );
  });

  it('never gives one name to singular and plural', () => {
    fc.assert(
      fc.property(nameArbitrary, fc.option(nameArbitrary), (name, plural) => {
        const names = entityNames({ name, plural: plural ?? pluralOf(name) });
        const pairs: readonly (readonly [string, string])[] = [
          [names.snake, names.pluralSnake],
          [names.kebab, names.pluralKebab],
          [names.pascal, names.pluralPascal],
          [names.camel, names.pluralCamel],
          [names.pythonVariable, names.pythonPluralVariable],
        ];
        for (const [one, many] of pairs) assert.notEqual(one.toLowerCase(), many.toLowerCase());
      }),
      { numRuns: process.env.SOAK ? 10_000 : 1000 },
    );
  });

  it('converts idempotently', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(snakeCase(snakeCase(text)), snakeCase(text))));
  });

  it('names enumeration members', () => {
    assert.deepEqual(enumMembers(['draft', 'in-stock', '1st', 'مسودة', 'inStock']), [
      'DRAFT',
      'IN_STOCK',
      'VALUE_1ST',
      'VALUE_4',
      'IN_STOCK',
    ]);
  });

  it('guesses what was meant', () => {
    assert.equal(editDistance('strng', 'string'), 1);
    assert.equal(editDistance('itn', 'int'), 1);
    assert.equal(nearest('serch', ['sort', 'search']), 'search');
    assert.equal(nearest('zzzz', ['string', 'int']), undefined);
  });
});
