import { describe, expect, it } from 'vitest';
import { placeScore, readPlace, trailingPlace } from './places.js';

describe('places', () => {
  it.each([
    ['Pune, Maharashtra', { city: 'Pune', region: 'Maharashtra' }],
    ['Smallville, MANIPUR, 722122, IN', { city: 'Smallville', region: 'MANIPUR', countryCode: 'IN' }],
    ['Chandigarh, Chandigarh', { city: 'Chandigarh' }],
    ['50667 Köln, Deutschland', { city: 'Köln', countryCode: 'DE' }],
    ['1017 GA Amsterdam', { city: 'Amsterdam' }],
    ['Springfield, IL 62701', { city: 'Springfield', region: 'IL' }],
    ['Karnataka', { region: 'Karnataka' }],
    ['Lyon, Auvergne-Rhône-Alpes, France', { city: 'Lyon', region: 'Auvergne-Rhône-Alpes', countryCode: 'FR' }],
    ['Bristol BS1 4DJ', { city: 'Bristol' }],
    ['Lisboa, Portugal', { city: 'Lisboa', countryCode: 'PT' }],
  ])('%s', (text, expected) => {
    expect(placeScore(text)).toBeGreaterThan(0.5);
    expect(readPlace(text)).toEqual(expected);
  });

  it.each([
    'Acme Payments, Manchester',
    'Riverside Hospital, New York, NY',
    'Senior Engineer',
    'Example University, Boston, MA',
    '',
  ])('no place: %s', (text) => {
    expect(placeScore(text)).toBe(0);
  });

  it('stand at the end of an employer', () => {
    const at = (text: string): string => text.slice(trailingPlace(text)).trim();
    expect([at('Acme Payments, Manchester'), at('Riverside Hospital, New York, NY')]).toEqual([
      'Manchester',
      'New York, NY',
    ]);
    expect(at('University of Leeds, Leeds, UK')).toBe('Leeds, UK');
    expect(trailingPlace('Köhler & Brandt IT')).toBe(-1);
  });
});
