const FROM = String.raw`(?<![\p{L}\p{N}])`;

/** What stands before a personal detail, in the languages that are read: what follows up to the end of the line is hidden. */
const LABELS = `
date of birth|place of birth|birth ?date|birth ?place|birthday|born|d\\.?o\\.?b|age|gender|sex|marital status|civil status|family status|nationality|citizenship|religion|children|photo|father['’]s name|mother['’]s name|husband['’]s name|spouse|maiden name|birth name|passport(?: no| number)?|national id|pronouns|full name|first name|last name|surname|family name|given names?|middle name|preferred name|home address|address|postal address|permanent address|present address|street|post ?code|zip(?: code)?|phone|mobile|telephone|e-?mail|skype|telegram|whatsapp|wechat|linkedin|github|twitter|website|homepage|school|schools|college|university|alma mater
|geburtsdatum|geburtsort|geburtstag|geboren(?: am)?|alter|geschlecht|familienstand|nationalität|staatsangehörigkeit|staatsbürgerschaft|religion|konfession|kinder|geburtsname|mädchenname|vorname|nachname|familienname|name|anschrift|adresse|wohnhaft|wohnort|telefon|handy|mobil|schule|hochschule|universität
|date de naissance|lieu de naissance|né(?:e)? le|âge|sexe|situation (?:de famille|familiale)|état civil|nationalité|enfants|nom de jeune fille|nom|prénom|adresse|téléphone|courriel|école|université
|fecha de nacimiento|lugar de nacimiento|edad|sexo|género|estado civil|nacionalidad|hijos|nombre|apellidos?|dirección|domicilio|teléfono|correo(?: electrónico)?|universidad|escuela
|data di nascita|luogo di nascita|nat[oa] (?:il|a)|età|sesso|stato civile|nazionalità|cittadinanza|figli|nome|cognome|indirizzo|residenza|telefono|cellulare|università|scuola
|data de nascimento|naturalidade|idade|sexo|gênero|género|nacionalidade|filhos|apelido|sobrenome|endereço|morada|telefone|telemóvel|celular|universidade|escola
|geboortedatum|geboorteplaats|geboren op|leeftijd|geslacht|burgerlijke staat|nationaliteit|kinderen|naam|voornaam|achternaam|adres|woonplaats|telefoon|universiteit|school
|data urodzenia|miejsce urodzenia|wiek|płeć|stan cywilny|narodowość|obywatelstwo|imię(?: i nazwisko)?|nazwisko|adres|telefon|uczelnia
|födelsedatum|född|ålder|kön|civilstånd|namn|adress|fødselsdato|født|alder|køn|kjønn|civilstand|sivilstand|navn|adresse
|syntymäaika|ikä|sukupuoli|siviilisääty|nimi|osoite|datum narození|věk|pohlaví|rodinný stav|jméno|příjmení|adresa|születési (?:idő|dátum|hely)|életkor|nem|családi állapot|név|cím
|data nașterii|vârsta|sexul|stare civilă|nume|prenume|doğum (?:tarihi|yeri)|yaş|cinsiyet|medeni (?:hal|durum)[iu]?|uyruk|ad[ıi]?(?: soyad[ıi]?)?|soyad[ıi]?|adres
|дата рождения|место рождения|возраст|пол|семейное положение|гражданство|национальность|дети|имя|фамилия|отчество|фио|адрес|телефон|дата народження|вік|стать|сімейний стан|ім['’]я|прізвище
|ημερομηνία γέννησης|τόπος γέννησης|ηλικία|φύλο|οικογενειακή κατάσταση|όνομα|επώνυμο|ονοματεπώνυμο|διεύθυνση|τηλέφωνο
|تاريخ الميلاد|مكان الميلاد|العمر|الجنس|الحالة الاجتماعية|الجنسية|الاسم|العنوان|الهاتف|الجامعة
|תאריך לידה|מקום לידה|גיל|מין|מצב משפחתי|שם|כתובת|טלפון
|जन्म ?तिथि|आयु|लिंग|वैवाहिक स्थिति|राष्ट्रीयता|नाम|पता|फ़ोन
|ngày sinh|nơi sinh|tuổi|giới tính|tình trạng hôn nhân|quốc tịch|họ (?:và )?tên|địa chỉ|điện thoại`;

const list = LABELS.split(/\|(?![^(]*\))/)
  .map((label) => label.trim())
  .filter((label) => label !== '')
  .sort((a, b) => b.length - a.length)
  .join('|');

/** "Date of birth: 3 May 1990", up to a bar or the end of the line. */
export const LABELLED: readonly RegExp[] = [
  new RegExp(
    `${FROM}(?:${list})(?:[ \\t]*[/,&][ \\t]*(?:${list})){0,2}[ \\t]*(?:[:：=]|[ \\t][-–—][ \\t])[ \\t]*(?!\\n)[^\\n|;•·]{1,90}`,
    'giu',
  ),
  // The label above its value, or with a wide gap between them.
  new RegExp(`^[ \\t]*(?:${list})[ \\t]*[:：]?[ \\t]*(?:\\n[ \\t]*|\\t|[ ]{3,})[^\\n|]{1,60}$`, 'gimu'),
  /(?:姓\s*名|名前|氏\s*名|ふりがな|フリガナ|性\s*别|性\s*別|出生(?:日期|年月|地)?|生年月日|年\s*[龄齢]|婚姻(?:状况)?|民族|籍贯|国籍|住址|地址|現?住所|电话|電話(?:番号)?|手机|邮箱|电子邮件|微信|毕业(?:院校|学校)|学校|이름|성명|생년월일|나이|성별|주소|전화(?:번호)?|휴대폰|이메일|결혼\s*여부|학교)\s*[:：]?\s*[^\n|;；。]{1,60}/gu,
];

/** Whoever is addressed: "Mrs Roth", "Herr Dr. Roth", "Mme Claire Roth". */
export const ADDRESSED =
  /(?<![\p{L}\p{N}])(?:Mrs?|MRS?|Ms|Miss|Mx|Herrn?|Frau|Mme|Mlle|M\.|Monsieur|Madame|Sra?\.|Srta\.|[Ss]eñora?|[Ss]enhora?|Sig\.(?:ra)?|[Ss]ignora?|[Dd]hr\.|[Mm]evr\.|[Mm]w\.|[Mm]eneer|[Mm]evrouw|[Pp]ani?|Bayan|Bay|[Ss]ayın|[гГ]-н|[гГ]-жа|κ\.|κος|κα)(?:\.|(?=\s))[ \t]+(?:(?:Dr|Prof|Ing)\.?[ \t]+)*\p{Lu}[\p{L}\p{M}'’-]+(?:[ \t]+\p{Lu}[\p{L}\p{M}'’-]+){0,2}/gu;

/** A name before a marriage: "née Roth", "geb. Roth". */
export const MAIDEN =
  /(?<![\p{L}\p{N}])(?:née|nee|geb\.|geborener?|z domu|rozená|nata|nacida|roz\.|formerly|früher|ehemals)\s+(\p{Lu}[\p{L}\p{M}'’-]+)/gu;
