import { describe, expect, it } from 'vitest';
import { guessLanguage } from './language.js';

describe('guessLanguage', () => {
  it.each([
    ['en', 'Responsible for the design of services and the training of new people in our team.'],
    ['de', 'Verantwortlich für die Entwicklung und den Betrieb der Dienste sowie die Einarbeitung neuer Kollegen.'],
    ['fr', 'Responsable de la conception des services et de la formation des nouveaux dans une équipe.'],
    ['es', 'Responsable del diseño de los servicios y de la formación de las personas en el equipo.'],
    ['it', 'Responsabile della progettazione dei servizi e della formazione di persone nel gruppo.'],
    ['pt', 'Responsável pela concepção dos serviços e da formação de pessoas na equipa, com uma visão do todo.'],
    ['nl', 'Verantwoordelijk voor het ontwerp van de diensten en het opleiden van nieuwe mensen in een team.'],
    [null, 'Java, Python, SQL'],
  ])('%s', (language, text) => {
    expect(guessLanguage(text)).toBe(language);
  });
});
