/**
 * Regions with their abbreviations (United States, Canada, India, Germany, Switzerland, Australia and others) and
 * cities, folded.
 */
const US =
  'Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|District of Columbia DC|Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY|Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|Virginia VA|Washington WA|West Virginia WV|Wisconsin WI|Wyoming WY';
const CANADA =
  'Ontario ON|Quebec QC|British Columbia BC|Alberta AB|Manitoba MB|Saskatchewan SK|Nova Scotia NS|New Brunswick NB';
const AUSTRALIA = 'New South Wales NSW|Victoria VIC|Queensland QLD|Western Australia|South Australia|Tasmania TAS';

export const ABBREVIATED: ReadonlyMap<string, string> = new Map(
  [US, CANADA, AUSTRALIA]
    .flatMap((list) => list.split('|'))
    .map((entry) => /^(.+?)(?: ([A-Z]{2,3}))?$/.exec(entry)!)
    .filter((match) => match[2] !== undefined)
    .map((match) => [match[2]!, match[1]!.toLowerCase()] as const),
);

const INDIA =
  'andhra pradesh|arunachal pradesh|assam|bihar|chhattisgarh|goa|gujarat|haryana|himachal pradesh|jammu and kashmir|jammu & kashmir|jharkhand|karnataka|kerala|madhya pradesh|maharashtra|manipur|meghalaya|mizoram|nagaland|odisha|orissa|orrisha|punjab|rajasthan|sikkim|tamil nadu|tamilnadu|telangana|tripura|uttar pradesh|uttarakhand|uttaranchal|west bengal|delhi|chandigarh|puducherry|pondicherry';
const EUROPE =
  'england|scotland|wales|northern ireland|bavaria|bayern|baden-wurttemberg|baden wurttemberg|hessen|hesse|sachsen|saxony|niedersachsen|lower saxony|nordrhein-westfalen|north rhine-westphalia|nrw|rheinland-pfalz|thuringen|brandenburg|schleswig-holstein|catalonia|cataluna|andalucia|lombardia|lombardy|lazio|toscana|tuscany|piemonte|veneto|ile-de-france|occitanie|bretagne|normandie|provence|flanders|wallonia|north holland|south holland|noord-holland|zuid-holland|noord-brabant|tirol|tyrol|steiermark|vorarlberg|minas gerais|bahia|parana|rio grande do sul|santa catarina';

export const REGIONS: ReadonlySet<string> = new Set([
  ...[US, CANADA, AUSTRALIA]
    .flatMap((list) => list.split('|'))
    .map((entry) => entry.replace(/ [A-Z]{2,3}$/, '').toLowerCase()),
  ...INDIA.split('|'),
  ...EUROPE.split('|'),
]);

/** Cities that CVs name without region or country. */
export const CITIES: ReadonlySet<string> = new Set(
  `mumbai|navi mumbai|bombay|delhi|new delhi|bengaluru|bangalore|hyderabad|secunderabad|chennai|madras|kolkata|calcutta|pune|ahmedabad|surat|jaipur|lucknow|kanpur|nagpur|indore|thane|bhopal|visakhapatnam|vizag|patna|vadodara|baroda|ghaziabad|ludhiana|agra|nashik|nasik|faridabad|meerut|rajkot|varanasi|srinagar|chandigarh|puducherry|aurangabad|dhanbad|amritsar|allahabad|ranchi|howrah|coimbatore|jabalpur|gwalior|vijayawada|jodhpur|madurai|raipur|kota|guwahati|mysore|mysuru|mangalore|mangaluru|gurgaon|gurugram|noida|greater noida|trivandrum|thiruvananthapuram|kochi|cochin|kottayam|calicut|kozhikode|thrissur|bhubaneswar|bhubaneshwar|cuttack|dehradun|mohali|panchkula|hubli|belgaum|salem|erode|trichy|tiruchirappalli|tirupati|warangal|guntur|nellore|karachi|lahore|islamabad|rawalpindi|dhaka|colombo|kathmandu|
  london|manchester|birmingham|leeds|glasgow|edinburgh|liverpool|bristol|cambridge|oxford|sheffield|cardiff|belfast|dublin|cork|galway|
  nottingham|newcastle|newcastle upon tyne|southampton|portsmouth|plymouth|brighton|coventry|leicester|york|hull|bath|norwich|exeter|gloucester|worcester|hereford|winchester|canterbury|chichester|wakefield|sunderland|swansea|inverness|dundee|aberdeen|peterborough|wolverhampton|stoke on trent|milton keynes|doncaster|colchester|swindon|ipswich|blackpool|middlesbrough|stockport|huddersfield|warrington|cheltenham|bournemouth|basingstoke|guildford|maidstone|chelmsford|northampton|rotherham|barnsley|
  berlin|hamburg|munchen|munich|muenchen|koln|cologne|koeln|frankfurt|frankfurt am main|stuttgart|dusseldorf|duesseldorf|leipzig|dortmund|essen|bremen|dresden|hannover|nurnberg|nuremberg|duisburg|bonn|munster|karlsruhe|mannheim|augsburg|wiesbaden|aachen|freiburg|mainz|kiel|potsdam|heidelberg|darmstadt|regensburg|ulm|wien|vienna|graz|linz|salzburg|innsbruck|zurich|zuerich|geneva|geneve|genf|basel|bern|lausanne|winterthur|luzern|st gallen|lugano|
  paris|marseille|lyon|toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|rennes|grenoble|madrid|barcelona|valencia|sevilla|seville|zaragoza|malaga|bilbao|murcia|granada|alicante|roma|rome|milano|milan|napoli|naples|torino|turin|palermo|genova|genoa|bologna|firenze|florence|verona|venezia|venice|padova|trieste|lisboa|lisbon|porto|braga|coimbra|amsterdam|rotterdam|den haag|the hague|utrecht|eindhoven|groningen|tilburg|delft|leiden|nijmegen|brussels|bruxelles|brussel|antwerp|antwerpen|ghent|gent|leuven|luxembourg|
  copenhagen|kobenhavn|stockholm|goteborg|gothenburg|malmo|oslo|bergen|helsinki|espoo|tampere|reykjavik|tallinn|riga|vilnius|warsaw|warszawa|krakow|wroclaw|poznan|gdansk|lodz|prague|praha|brno|bratislava|budapest|bucharest|bucuresti|cluj-napoca|sofia|belgrade|beograd|zagreb|ljubljana|athens|thessaloniki|istanbul|ankara|izmir|moscow|saint petersburg|kyiv|kiev|kharkiv|lviv|minsk|
  new york|new york city|los angeles|san francisco|san diego|san jose|seattle|chicago|boston|austin|dallas|houston|san antonio|denver|atlanta|miami|orlando|tampa|philadelphia|phoenix|portland|detroit|minneapolis|charlotte|raleigh|washington|washington dc|baltimore|las vegas|nashville|salt lake city|pittsburgh|cleveland|columbus|cincinnati|st louis|saint louis|kansas city|indianapolis|milwaukee|sacramento|oakland|palo alto|mountain view|menlo park|sunnyvale|cupertino|santa clara|santa monica|redmond|bellevue|brooklyn|cambridge ma|princeton|stanford|berkeley|ann arbor|toronto|vancouver|montreal|ottawa|calgary|edmonton|waterloo|mexico city|ciudad de mexico|guadalajara|monterrey|bogota|medellin|lima|quito|caracas|santiago|buenos aires|montevideo|sao paulo|rio de janeiro|belo horizonte|brasilia|curitiba|porto alegre|recife|salvador|fortaleza|
  sydney|melbourne|brisbane|perth|adelaide|canberra|auckland|wellington|singapore|hong kong|shanghai|beijing|shenzhen|guangzhou|taipei|tokyo|osaka|kyoto|seoul|busan|bangkok|jakarta|kuala lumpur|manila|hanoi|ho chi minh city|dubai|abu dhabi|sharjah|doha|riyadh|jeddah|kuwait city|muscat|manama|tel aviv|jerusalem|haifa|amman|beirut|cairo|alexandria|casablanca|rabat|tunis|algiers|lagos|abuja|accra|nairobi|kampala|addis ababa|dar es salaam|johannesburg|cape town|durban|pretoria|remote`
    .split('|')
    .map((city) => city.trim()),
);

/** Two-letter codes of the countries whose names are known; country-names.ts has the names. */
export const COUNTRY_CODES =
  'AD AE AF AL AM AO AR AT AU AZ BA BD BE BF BG BH BO BR BW BY CA CD CH CI CL CM CN CO CR CU CY CZ DE DK DO DZ EC EE EG ES ET FI FR GB GE GH GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JM JO JP KE KH KR KW KZ LB LK LT LU LV LY MA MD ME MG MK MM MN MT MU MW MX MY MZ NA NG NI NL NO NP NZ OM PA PE PH PK PL PR PS PT PY QA RO RS RU RW SA SD SE SG SI SK SN SV SY TH TN TR TW TZ UA UG US UY UZ VE VN YE ZA ZM ZW'.split(
    ' ',
  );

/** Unofficial names of countries that CVs use. */
export const COUNTRY_ALIASES: ReadonlyMap<string, string> = new Map([
  ['usa', 'US'],
  ['us', 'US'],
  ['u s a', 'US'],
  ['u s', 'US'],
  ['united states of america', 'US'],
  ['uk', 'GB'],
  ['u k', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['uae', 'AE'],
  ['u a e', 'AE'],
  ['the netherlands', 'NL'],
  ['holland', 'NL'],
  ['czech republic', 'CZ'],
  ['turkey', 'TR'],
  ['korea', 'KR'],
  ['south korea', 'KR'],
  ['russia', 'RU'],
  ['ksa', 'SA'],
  ['viet nam', 'VN'],
]);
