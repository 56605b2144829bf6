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
    ['pl', 'Odpowiedzialny za projektowanie usług oraz szkolenie nowych osób w zespole, przy tym za jakość.'],
    ['sv', 'Ansvarig för utveckling av tjänster och för att utbilda nya medarbetare som är med i teamet.'],
    ['ro', 'Responsabil cu proiectarea serviciilor și formarea persoanelor noi din echipă, precum și pentru calitate.'],
    [
      'tr',
      'Hizmetlerin tasarımı ve ekipteki yeni kişilerin eğitimi için sorumlu olarak çalıştım, kadar uzun bir süre.',
    ],
    ['cs', 'Odpovědný za návrh služeb a školení nových lidí v týmu, práce se zákazníky a také ve vývoji.'],
    ['da', 'Ansvarlig for design af tjenester og oplæring af nye kolleger hos kunden samt efter behov.'],
    ['no', 'Ansvarlig for utforming av tjenester og opplæring av nye kolleger innen teamet samt etter behov.'],
    [
      'fi',
      'Vastuussa palvelujen suunnittelusta ja uusien työntekijöiden koulutuksesta sekä myös laadusta, joka on ollut tärkeä.',
    ],
    ['hu', 'Felelős a szolgáltatások tervezéséért és az új munkatársak képzéséért, valamint a minőségért is.'],
    ['vi', 'Chịu trách nhiệm thiết kế các dịch vụ và đào tạo nhân viên mới trong nhóm cho công ty.'],
    ['ru', 'Отвечал за разработку сервисов и обучение новых сотрудников, был ведущим в проектах.'],
    ['uk', 'Відповідав за розробку сервісів і навчання нових співробітників у команді.'],
    ['bg', 'Отговарях за разработката на услуги и обучението на нови служители в екипа, където бях ръководител.'],
    ['sr', 'Одговоран за развој услуга и обуку нових запослених у тиму и њихов рад.'],
    ['el', 'Υπεύθυνος για τον σχεδιασμό υπηρεσιών και την εκπαίδευση νέων μελών.'],
    ['he', 'אחראי על תכנון שירותים והכשרת עובדים חדשים בצוות.'],
    ['ar', 'مسؤول عن تصميم الخدمات وتدريب الموظفين الجدد في الفريق باستخدام Java و Spring.'],
    ['fa', 'مسئول طراحی سرویس‌ها و آموزش کارکنان جدید در تیم، پیگیری کیفیت.'],
    ['zh', '负责后端服务的设计与开发，使用 Java 和 Spring，并培训新员工。'],
    ['ja', 'バックエンドサービスの設計と開発を担当し、新入社員の教育も行いました。'],
    ['ko', '백엔드 서비스 설계와 개발을 담당하고 신입 직원을 교육했습니다. Java와 Spring 사용.'],
    ['th', 'รับผิดชอบการออกแบบบริการและฝึกอบรมพนักงานใหม่ในทีม'],
    [null, 'Java, Python, SQL'],
  ])('%s', (language, text) => {
    expect(guessLanguage(text)).toBe(language);
  });
});
