import type { LanguageWords } from '../../language-words.js';

/** English. */
export const en: LanguageWords = {
  code: 'en',
  common: `the and of to in for with on by from at as is was were are have has had an this that their all using
    which into our my be experience education skills languages present work summary responsible`,
  dates: {
    present: `present day|present|currently|current|now|to date|till date|till now|until now|until today|
      until present|till present|to present|to now|date|today|ongoing|on going|continuing|in progress|
      to the present|the present|to this day|still working|working till date|todate|presently|presnt|persent|
      curent|curently|tilldate|til date|til now|untill now|untill date|upto now|upto date|up to now|
      up to date|upto present|uptill now|till today|to today|present time|the present time|current position|
      still employed|to current|till current|until current|current day|
      still there|still here|still in post|still ongoing|currently employed|currently working|current employer|
      current job|current role|present employer|presently working|till this date|until this day|continued`,
    from: `since|from|starting|starting from|started|start|start date|joined|date of joining|beginning|commencing|
      joining date|date started|date from|from date|started on|begin|start of|first day|date commenced|commencement date`,
    to: `till|til|until|untill|end date|date of leaving|date of relieving|relieving date|ended|leaving date|
      date to|date ended|ended on|uptill|date left|finish date|date finished|last day`,
    rangeFrom: 'as of|effective|between|in',
    rangeTo: 'to|through|thru|upto|up to|up until|end|left|finish|through to',
    fromAfter: 'onwards|onward|on wards|and onwards',
    months: '1 jan janu|2 feb febr|9 sept|12 decem',
    seasons: ['winter', 'spring', 'summer', 'autumn|fall'],
    quarter: 'quarter|qtr|q',
    half: 'half|h',
  },
  headings: {
    summary: `summary|professional summary|executive summary|career summary|summary of qualifications|
      qualifications summary|qualification summary|summary of experience|summary of skills|personal summary|
      experience summary|profile summary|profile|professional profile|personal profile|career profile|executive profile|
      my profile|about|about me|about myself|objective|career objective|professional objective|
      carrier objective|objectives|job objective|employment objective|overview|career overview|
      professional overview|personal statement|introduction|synopsis|career synopsis|professional synopsis|
      qualifications profile|career goal|career goals|headline|bio|biography|status|job applied for|
      desired position`,
    work: `experience|experiences|work experience|work experiences|working experience|professional experience|
      professional experiences|employment|employment history|employment experience|employment record|
      employment details|work history|career history|career|professional history|professional background|
      professional career|professional details|work background|job history|job experience|
      industry experience|industrial experience|relevant experience|relevant work experience|
      related experience|other experience|additional experience|previous experience|prior experience|
      past experience|current experience|other work experience|additional work experience|experience details|
      experience summary details|work experience details|positions held|professional appointments|
      appointments|academic appointments|academic positions|work|work profile|military experience|
      military service|internship|internships|internship experience|internship experiences|
      internships and experience|training and internships|teaching experience|research experience|
      clinical experience|leadership experience|technical experience|it experience|sales experience|
      accounting experience|management experience|consulting experience|career experience|
      professional work experience|full time experience|freelance experience|freelance work|freelance|
      organizational experience|organisational experience|my experience|selected experience|key experience|
      practicum experience|business experience|legal experience|design experience|career progression|
      career highlights and experience|
      career details|work record|working life|paid work|practical experience|recent experience|occupational history|service history|vocational experience|career to date|previous employment|past employment|current employment|employment to date|employment summary|work experience summary|professional journey|career path|relevant work|career timeline|selected work experience|relevant employment|previous roles|career so far|my career so far|employment and career|work record`,
    education: `education|educations|educational background|education background|educational qualification|
      educational qualifications|education qualification|education qualifications|education details|
      educational details|education and training|academic background|academics|academic|academic details|
      academic qualification|academic qualifications|academic history|academic profile|academic credentials|
      basic academic credentials|academic record|academic education|qualification|qualifications|
      educational profile|educational history|education history|education summary|scholastics|scholastic|
      academia|schooling|studies|study|degrees|training|professional education|formal education|
      higher education|educational credentials|educational achievements|relevant coursework|coursework|
      courses and education|my education|professional qualification|professional qualifications|
      technical qualification|technical qualifications|university education`,
    skills: `skills|skill|skill set|skillset|skill sets|key skills|technical skills|core skills|professional skills|
      top skills|
      it skills|computer skills|computer proficiency|technical proficiency|technical proficiencies|
      it proficiency|hard skills|soft skills|personal skills|core competencies|competencies|competences|
      key competencies|areas of expertise|area of expertise|expertise|technical expertise|core expertise|
      technologies|technology|tech stack|technical summary|technical profile|technical knowledge|
      technical strengths|technical competencies|technical competence|highlights|skill highlights|
      career highlights|highlights of qualifications|core qualifications|key qualifications|
      professional highlights|strengths|key strengths|strength|my strengths|abilities|capabilities|
      core strengths|tools|tools and technologies|software|software skills|software programs|programming|
      programming skills|programming languages|digital skills|other skills|additional skills|relevant skills|
      skills summary|summary of technical skills|skills and technologies|skills and tools|
      skills and expertise|skills and abilities|skills and competencies|skills and interests|
      skills and qualifications|fields|fields of interest|special skills|specialties|specialities|
      operating systems|os|it development|technology summary|computer knowledge|job related skills|
      organisational skills|management skills|communication skills|functional skills|key expertise|
      technical tools|proficiencies|knowledge|professional expertise|non technical skills|technical skillset|
      technical skill set|skill summary|key technical skills|computer literacy|it literacy|software tools`,
    languages: `languages|language|language skills|language proficiency|languages known|language known|known languages|
      linguistic skills|linguistic proficiency|foreign languages|mother tongue`,
    certificates: `certifications|certification|certificates|certificate|licenses|license|licenses and certifications|
      licences|licence|professional certifications|professional certification|professional licenses|
      certifications licenses|certificates and licenses|credentials|accreditations|courses|
      courses and certifications|training and certifications|trainings|trainings and certifications|
      trainings attended|training attended|professional training|professional development|
      technical certifications|courses attended|relevant courses|certification and training|
      certifications and training|certified courses|continuing education|workshops|seminars|
      additional training`,
    projects: `projects|project|key projects|personal projects|academic projects|academic project|project details|
      project experience|projects undertaken|projects handled|projects details|selected projects|
      relevant projects|research projects|side projects|main projects|major projects|major project|
      mini project|project work|project profile|projects report|notable projects|open source|
      open source projects|open source contributions|portfolio|project summary|technical projects|
      technical project|academic projects and research|relevant repositories|repositories|
      professional projects|research|research work|thesis|theses`,
    publications: `publications|publication|papers|selected publications|journal articles|conference papers|
      research papers|publications and presentations|presentations|publications and patents|patents|patent|
      books|articles|invited talks|talks|conferences|papers presented|list of publications|
      talks and presentations|conference presentations`,
    references: 'references|reference|referees|referee|professional references|recommendations|testimonials',
    volunteer: `volunteer|volunteering|volunteer experience|volunteer work|voluntary work|voluntary experience|
      community service|community involvement|volunteer activities|community|volunteer and community service|
      social engagement|volunteer service|on campus involvement|campus involvement|
      leadership and volunteering`,
    awards: `awards|award|honors|honours|honors and awards|honours and awards|honors awards|awards and honors|
      awards and honours|awards and achievements|achievements|achievement|key achievements|accomplishments|
      accomplishment|selected honors|awards and recognition|awards recognition|recognition|recognitions|
      scholarships|scholarships and awards|academic achievements|professional achievements|academic honors|
      achievements and awards|honors and achievements|most proud of|distinctions|fellowships|grants|
      career achievements|rewards and recognition`,
    interests: `interests|interest|area of interest|areas of interest|professional interests|hobbies|hobby|hobbies and interests|interests and hobbies|personal interests|
      activities|actvities|extracurricular activities|extra curricular activities|extracurricular|
      co curricular activities|co extra curricular activities|extra curricular|leisure|leisure activities|
      activities and interests|interests and activities|other activities|life philosophy|a day of my life|
      affiliations|professional affiliations|memberships|professional memberships|professional associations|
      associations|affiliations and memberships|memberships and affiliations|leadership|
      leadership activities`,
    contact: `contact|contact details|contact information|contact info|contacts|contact me|personal details|
      personal information|personal data|personal info|personal profile details|personal particulars|
      personal dossier|details|bio data|biodata|links|social|social media|social links|profiles|online|
      online profiles|find me online|website|websites|address`,
    other: `additional information|other information|additional details|other details|miscellaneous|others|other|
      declaration|availability|annexes|annex|attachments|hobbies others|strengths and weaknesses|weaknesses|
      additional|extras|further information|notes|work authorization|security clearance|clearance|clearances|
      visa status|willing to relocate`,
  },
  labels: {
    title: `role|position|designation|title|job title|post|function|job role|position title|position held|
      occupation|job|post held|position type`,
    employer: `company|company name|employer|organisation|organization|organisation name|organization name|
      name of employer|name of company|name of organization|name of the company|employer name|firm|workplace|business name|name of firm`,
    place: 'location|place|city|work location|job location',
    period: `duration|period|date|dates|tenure|timeline|employment period|work period|period of employment|
      dates of employment|time period|employment dates|project duration|project period|timeframe|time frame`,
    degree: 'degree|qualification|course|degree obtained|award',
    school: 'school|university|institution|college|institute|school name|university name',
    area: 'field of study|major|subject|specialisation|specialization|field|branch|stream|discipline',
    name: 'name|full name',
    other: `client|customer|project|team size|environment|technology|technologies|domain|platform|tools|
      responsibilities|description|duration size|years|year|industry|department|duties|key responsibilities|
      job description|reporting to|reason for leaving|salary|job duties|tasks|achievements`,
  },
  degrees: `bachelor|bachelors|bachelor's|baccalaureate|master|masters|master's|doctor of|doctorate|doctoral|
    associate of|associates degree|associate's|associate in|associate degree|associates of|diploma|degree|
    postgraduat*|post graduat*|undergraduate|graduate degree|graduate certificate|graduate diploma|
    graduate program|graduation|intermediate|matriculation|matric|higher secondary|senior secondary|
    secondary school|secondary education|secondary certificate|high school|highschool|state board|plus two|
    pre university|preuniversity|bachelor studies|master studies|bachelorstudies|masterstudies|
    apprenticeship|semester abroad|exchange semester|exchange year|study abroad|coursework|minor in|major in|
    honors|honours|certificate in|certificate of|certificate course|advanced certificate|
    chartered accountant`,
  schools: `universit*|univ|college|colleges|institut*|school|schools|academy|academic centre|polytechnic*|campus|
    faculty|seminary|conservator*|universities|high school`,
  fields: `engineering|science|sciences|technology|mathematics|maths|physics|chemistry|biology|economics|commerce|
    accounting|accountancy|finance|marketing|management|administration|business|law|medicine|nursing|
    psychology|sociology|history|philosophy|literature|english|linguistics|education|communication|
    journalism|arts|design|architecture|statistics|electronics|electrical|mechanical|civil|computer|
    informatics|studies`,
  roles: `babysitter|barrister|bellhop|bookseller|bosun|bursar|childminder|optometrist|postman|sommelier|stagehand|
    wrangler|accountant|actor|actress|adjunct|administrator|admin|advisor|adviser|advocate|agent|aide|airman|
    ambassador|analyst|anchor|animator|apprentice|architect|artist|assistant|assessor|associate|athlete|
    attendant|attorney|auditor|author|aviator|baker|banker|barista|barber|bartender|biologist|blogger|
    bookkeeper|broker|buyer|captain|caregiver|carer|caretaker|carpenter|cashier|cfo|ceo|cto|coo|cio|ciso|cmo|
    cpo|chair|chairman|chairperson|chairwoman|chancellor|chef|chemist|chief|cleaner|clerk|clinician|coach|
    coder|collector|columnist|commander|comptroller|concierge|conductor|consultant|contractor|controller|
    cook|coordinator|co-ordinator|co-coordinator|copywriter|counsel|counselor|counsellor|courier|craftsman|
    crew|curator|custodian|dealer|dean|dentist|deputy|designer|detective|developer|devops|dietitian|director|
    dispatcher|doctor|draftsman|drafter|driver|economist|editor|educator|electrician|engineer|engg|
    entrepreneur|enumerator|estimator|evaluator|evangelist|examiner|executive|expert|fabricator|facilitator|
    faculty|farmer|fellow|fellowship|fighter|filmmaker|fitter|florist|foreman|founder|co-founder|cofounder|
    freelancer|gardener|generalist|geologist|guard|guide|hairdresser|handler|head|headhunter|helper|hostess|
    host|hygienist|illustrator|incharge|in-charge|inspector|installer|instructor|intern|internship|
    interpreter|interviewer|investigator|janitor|journalist|journeyman|judge|keeper|keyholder|laborer|
    labourer|landscaper|lawyer|lead|leader|lecturer|librarian|lieutenant|linguist|loader|machinist|maid|
    maintainer|maker|manager|marketer|marshal|mason|mathematician|mechanic|mediator|medic|member|mentor|
    merchandiser|merchant|messenger|midwife|military|minister|model|moderator|monitor|musician|nanny|
    negotiator|notary|nurse|nutritionist|observer|officer|official|operative|operator|optician|organizer|
    organiser|owner|packager|packer|painter|paralegal|paramedic|partner|pastor|pathologist|pharmacist|
    photographer|physician|physicist|physiotherapist|picker|pilot|planner|plumber|podcaster|police|porter|
    postdoc|president|presenter|principal|processor|proctor|producer|professor|programmer|promoter|
    proofreader|proprietor|provider|psychologist|publicist|publisher|rater|realtor|receptionist|recruiter|
    rep|representative|reporter|researcher|resident|retoucher|reviewer|roofer|salesman|salesperson|
    saleswoman|saleslady|sales|scheduler|scholar|scientist|scrum|secretary|seller|sergeant|server|
    shareholder|singer|soldier|specialist|staff|statistician|steward|stewardess|stockman|storekeeper|
    housekeeper|timekeeper|stocker|stocker|strategist|student|stylist|superintendent|supervisor|supporter|
    surgeon|surveyor|teacher|teammate|technician|technologist|teller|tester|therapist|trader|trainee|trainer|
    translator|traveller|treasurer|tutor|typist|undersecretary|underwriter|usher|valet|vet|veterinarian|
    videographer|visitor|volunteer|vp|waiter|waitress|warden|watchman|webmaster|welder|worker|writer|sde|
    sdet|smts|pmts|sre|qa|dba|pmo|hrbp|tl|avp|svp|evp`,
  employers: `academy|agency|airlines|airways|army|association|associates|auto|automotive|bank|banking|brands|bureau|
    business|capital|cafe|care|casino|catering|center|centre|charity|church|city|clinic|club|college|
    communications|companies|company|computing|conglomerate|construction|consultancy|consultants|consulting|
    cooperative|corps|council|county|creations|credit|defence|defense|dental|department|design|dept|designs|
    development|digital|distributors|district|division|economics|electric|electronics|energy|engineers|
    enterprise|enterprises|entertainment|equipment|estate|federation|film|films|finance|financial|firm|
    fitness|force|foods|foundation|freight|fund|furniture|global|government|group|guard|gym|healthcare|
    health|holding|holdings|hospice|hospital|hospitals|hotel|hotels|housing|industries|industry|infotech|
    innovations|institut|institute|institution|insurance|interactive|international|investments|journal|lab|
    laboratories|laboratory|labs|library|logistics|magazine|market|markets|media|medical|ministry|motors|
    museum|navy|network|networks|news|newspaper|nonprofit|office|organisation|organization|outsourcing|
    parish|partners|partnership|petroleum|pharma|pharmaceuticals|pharmacy|pizza|police|power|practice|press|
    productions|products|properties|publishers|publishing|railway|realty|records|regiment|rehabilitation|
    resort|resorts|restaurant|restaurants|retail|salon|school|schools|security|services|shop|software|
    solution|solutions|spa|squadron|staffing|startup|state|station|steel|store|stores|studio|studios|
    supermarket|supply|systems|tech|technologies|technology|telecom|telecommunications|textiles|theater|
    theatre|tower|trading|transport|transportation|travel|trust|union|university|utilities|ventures|
    warehouse|wealth|wing|works|ymca`,
  legal: 'inc|incorporated|ltd|limited|llc|llp|lp|plc|corp|corporation|co|company|pvt|pty|pte|bhd|sdn',
};
