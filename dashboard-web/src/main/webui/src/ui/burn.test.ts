import { expect, test } from 'vitest';
import { picture, type Forecast } from './burn';

const forecast: Forecast = {
  items: [
    {
      period: 'day',
      spent: '10',
      queued: '2',
      usual: '3',
      p10: '12',
      p50: '15',
      p90: '18',
      budget: '20',
      days: 3,
      dryAt: '2026-11-21T20:00:00Z',
      periodStart: '2026-11-20T23:00:00Z',
      periodEnd: '2026-11-21T23:00:00Z',
    },
  ],
  today: [{ at: '2026-11-21T05:00:00Z', spent: '4' }],
  past: [],
  zone: 'Europe/Berlin',
  asOf: '2026-11-21T11:00:00Z',
};

test('draws what is spent up to the present, and from there the cone to the end of the day', () => {
  const drawn = picture(forecast)!;
  expect(drawn.now).toBe(50);
  expect(drawn.spent).toBe('0,100 25,81.13 50,52.83');
  expect(drawn.cone.startsWith('50,52.83 100,')).toBe(true);
  expect(drawn.dry).toBe(87.5);
});

test('says nothing of a dry budget that is spent already, and draws nothing without a day', () => {
  expect(picture({ ...forecast, items: [{ ...forecast.items[0]!, dryAt: forecast.asOf }] })!.dry).toBe(null);
  expect(picture({ ...forecast, items: [] })).toBe(null);
});

test('has every sixth hour where the clocks of the zone show it, on days of 24 hours and of 25', () => {
  const words = (from: string, until: string) =>
    picture({ ...forecast, items: [{ ...forecast.items[0]!, periodStart: from, periodEnd: until }] })!.hours.map((mark) => [mark.word, Math.round(mark.at)]);
  expect(words('2026-11-20T23:00:00Z', '2026-11-21T23:00:00Z')).toEqual([['00:00', 0], ['06:00', 25], ['12:00', 50], ['18:00', 75], ['24:00', 100]]);
  expect(words('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toEqual([['00:00', 0], ['06:00', 28], ['12:00', 52], ['18:00', 76], ['24:00', 100]]);
});
