import type { JdWords } from './types.js';

export const en: JdWords = {
  headings: {
    must: "what you bring|what you'll bring|what you will bring|what you need|what you'll need|what you will need|what you have|what you'll have|who you are|who are you|you have|you are|you bring|must|musts|must have|must haves|must-have|must-haves|we're looking for|we are looking for|what we're looking for|what we are looking for|who we're looking for|who we are looking for|what we look for|what we want|what we expect|what we ask|our expectations|your profile|profile|about you|a bit about you|is this you|does this sound like you|sounds like you|sound like you|you might be a fit if|you may be a good fit if|you're a good fit if|you are a good fit if|you should have|you must have|you need to have|you'll need|you will need|to succeed you need|to be successful you will need|what makes you a great fit|what it takes|what you should have|your skills|your background|your experience|skills|the ideal candidate|ideal candidate|ideal candidates will have|the ideal candidate will have|the successful candidate|person specification|candidate profile|candidate requirements|minimum|non-negotiables|non negotiables|deal breakers|dealbreakers|the basics|the must haves|to apply you need|you've got|you have got|what you've got|how you qualify|what qualifies you|you come with|you'll come with|in your toolbox|your toolbox|what we need from you|what we require|we require|we expect|we need|you offer|what you offer|can't do without|what we can't do without|what you can't do without|to be considered",
    nice: "nice to have|nice to haves|nice-to-have|nice-to-haves|nice if you have|nice|bonus|bonus points|bonus points if|bonus points for|brownie points|extra points|extra credit|plus|pluses|a plus|big plus|would be a plus|it would be a plus|it's a plus|even better|even better if|good to have|great to have|great if you have|it's great if you also have|it's great if you have|it is great if you also have|it would be great|it'd be great|it would be nice|it'd be nice|it would be great if|it would be nice if|it'd be great if you have|we'd love it if you have|we'd love to see|what will make you stand out|what makes you stand out|what would make you stand out|what will set you apart|what sets you apart|to stand out|stand out|you'll stand out if|you will stand out if|it helps if you have|it helps if|helpful|helpful to have|it would help|would be nice|would be nice to have|would be great|icing on the cake|the cherry on top|cherry on top|the cherry on the cake|ideally you have|ideally you also have|ideally|ideally you'll also have|we'd be impressed by|we will be impressed if|you get extra points for|what would be great|could have|should have|soft requirements|negotiable|secondary|could|not required but nice|not required but helpful|not required but a plus|not mandatory but nice|not essential but nice|nice but not required|nice but not necessary|not a must but nice|also welcome|welcome|wish list|wishlist|should|shoulds|should haves|should-haves|good if you have|you might also have|you may also have|you could also have|added advantage|an advantage|advantageous|desired|desired but not required|on top",
    excluded:
      "not required|not needed|not necessary|what you don't need|what you do not need|you don't need|you do not need|what we don't need|what we do not need|not asked|not asked for|no need for|what we don't use|what we do not use|we don't use|we do not use|out of scope|what you won't do|what you will not do|what you won't need|what you will not need|not part of the job|not part of the role|we do not expect|we don't expect|we do not require|we don't require|not expected|won't|wont|won't have|won't-have|won't haves",
    duties:
      "what you'll do|what you will do|what you'll be doing|what you will be doing|what you do|what you will work on|what you'll work on|what you'll own|what you will own|the role|your role|role|the job|the position|the opportunity|what is the role|what's the role|what is the job|about the job|about the role|about the position|about this role|about this job|about this position|job summary|job description|job overview|job purpose|position summary|position description|position overview|role summary|role description|role overview|role purpose|overview|summary|description|essential functions|day to day|your day to day|a day in the life|in this role you will|in this role|you will|you'll|your mission|the mission|your impact|how you will make an impact|how you'll make an impact|what the job involves|the work|scope|scope of work|key accountabilities",
    stack:
      'tech stack|technology stack|our stack|our tech stack|the stack|the tech stack|stack|our technologies|technologies we use|tools we use|our tools|what we use|what we work with|tech we use|technologies|technology',
    benefits:
      "what we offer|we offer|what we can offer|what's in it for you|what is in it for you|what you'll get|what you will get|what you get|in return|why join us|why us|why you'll love it|why you will love it|why work here|why work with us|why *|compensation|salary|pay|pay range|salary range|total rewards|rewards|how we'll support you|what we provide|we provide|our offer|the offer|the perks|life at *|working at *|package|our package|perks and benefits|benefits include",
    company:
      'about us|about the company|about our company|about the team|about our team|the company|the team|our team|who we are|our story|our mission|our company|our values|our culture|our vision|company overview|company description|company profile|company|the employer|about the employer|about *|meet the team|introduction|who is *|background|our client|about our client',
    legal:
      'equal opportunity|equal opportunities|equal opportunity employer|equal employment opportunity|eeo|eeo statement|disclaimer|how to apply|apply|apply now|to apply|application|application process|the application process|hiring process|our hiring process|interview process|the interview process|recruitment process|next steps|what happens next|interested|accommodations|accommodation|privacy|privacy notice|privacy policy|data protection|diversity|diversity and inclusion|diversity equity and inclusion|inclusion|physical demands|physical requirements|working conditions|work environment|contact|contact us|your contact|closing date|deadline|additional information|other information|notes|note|similar jobs|related jobs|more jobs|other jobs|jobs you may like|people also viewed|share this job|legal|legal notice|background check|pre-employment screening|visa|visa sponsorship|right to work',
  },
  headingWords: {
    must: 'must-have must-haves musthave musthaves need needs non-negotiable non-negotiables required require requirement requirements essential essentials mandatory minimum basic necessary needed must musts obligatory critical compulsory skill skills skillset qualification qualifications criteria criterion experience experiences knowledge competency competencies competence competences expertise ability abilities attributes prerequisite prerequisites credentials education educational certification certifications certificates licenses licences capabilities languages',
    nice: 'secondary useful helpful handy valued valuable favourable favorable appreciated nice-to-have nice-to-haves pluspoints pluspoint preferred preferable preferably desirable desirables desired optional optionally bonus plus pluses advantageous beneficial advantage advantages nice welcome extra extras wished wish additionally additional',
    duties: 'responsibilities responsibility duties tasks accountabilities accountability activities functions',
    benefits: 'benefits perks compensation remuneration salary pay benefit perk rewards',
    legal: 'statement disclaimer',
    filler:
      'the a an and or of for in with your our you to have be is are what we as this that these technical professional personal soft hard job role position candidate candidates work working specific general other etc set level key core main major primary tech technology tools core your minimum top but not nor if would also it great good proven relevant related previous prior practical particular points point and/or',
  },
  questions: {
    start: 'what|who|how|where|why|things|you|to',
    must: '(?:ask|want|expect|need|require|looking|look|seek|bring|after|value|you have|you know|are you|you are|should have|must|like to see|care about|makes? you|good at|can do|offer us)',
    nice: '(?:even better|love|stand out|impress|bonus|extra|nice|differen|plus)',
    duties: '(?:do|doing|work on|working on|own|build|involves?|achieve|responsible|your day|contribute|spend)',
    benefits: '(?:we offer|get|give|provide|for you|join|gain|return|enjoy|love working)',
  },
  wish: 'would (?:be|also|make|help|love|like|really|give|put)|might|could|may also|amaz|impress|an edge|love to|we.d (?:like|love)|that helps?(?!\\p{L})|if you had|appreciat|smile|icing|happy if|pleased|wow|stand out|set you apart|favou?r|dream',
  labels: {
    title:
      "open role|open post|open job|current vacancy|current opening|available position|vacant position|this role|our vacancy|the job|the vacancy|the post|the opening|your role|your position|your new job|what is the role|what's the role|job title|job|position|position title|title|role|role title|vacancy|vacancy title|job opening|opening|open position|post|post title|job role|the role|the position|job name|we are hiring|we're hiring|hiring|now hiring|wanted|needed|opportunity|designation|position name|job position|looking for|we are looking for|we're looking for",
    company:
      'company|company name|employer|organisation|organization|client|business unit|firm|hiring organization|hiring organisation|hiring company',
    place:
      'location|job location|work location|place|place of work|workplace|based in|office|city|site|base|region|country|locations|office location',
    employment:
      'employment type|job type|employment|type|type of employment|contract|contract type|working hours|hours|schedule|working time|work type|workplace type|remote|start date|start|starting date|duration|shift|working model|work model',
    salary:
      'salary|salary range|pay|pay range|compensation|rate|day rate|hourly rate|remuneration|budget|base salary|wage|ote|stipend|package',
    level: 'level|seniority|seniority level|experience level|career level|job level|grade',
    other:
      'department|team|reference|ref|reference number|job id|job code|req id|requisition id|job number|industry|sector|reports to|reporting to|posted|date posted|closing date|deadline|apply by|valid through|url|link|website|contact|email|e-mail|phone|function|category|job category|division|number of positions|openings|travel|visa|clearance required by',
  },
  nice: "nice[ -]to[ -]haves?|nice if you|good to have|great to have|great if|bonus points?|(?:a |an |big |huge |real |definite |strong |great |added |major |considered )+(?:plus|advantage|bonus|asset)|plus(?= *[.!)]*$)|preferred(?! (?:supplier|vendor|partner|stock))|preferabl[ey]|(?:highly |strongly |is |are |not required but )+desired|desired(?= *[.:!)]*$)|desirable|advantageous|beneficial|ideally|optional(?:ly)?|appreciated|(?:(?:is|are|be|but|also|seen as) )+(?:very |most |highly )?(?:helpful|useful|handy|nice|welcomed?|valued)|(?:helpful|useful|welcome|handy)(?= *[.!)]*$)|would (?:also )?help|would be (?:really |very |so )?(?:great|nice|good|cool|ideal|amazing|awesome|fantastic|perfect|lovely)|but (?:nice|great|good|cool)(?= *[.!)]*$)|even better(?: if)?|we'd love|we would love|set you apart|makes? you stand out|stand out|favou?rabl[ey]|brownie points|extra points|not (?:strictly )?(?:required|necessary|essential|needed|mandatory)(?:,)? but",
  must: '(?:someone|somebody|people|engineers?|developers?) who knows?(?! how)|you know(?! how| that| what)|must|required?|minimum|mandatory|essential|at least|necessary|needs? to have|you (?:have|need|bring|should have)|prerequisite|obligatory|non-negotiable|indispensable',
  you: "you will|you'll|you have|you are|you're|you bring|you should|you can|your role|your responsibilities|we are looking for|we're looking for|we are seeking|we seek|we need|we are hiring|the (?:successful|ideal) candidate|candidates? (?:must|should|will)|as an? .{2,40} you",
  seeks:
    "(?:we are|we're|is|are|am|currently) (?:currently |now |actively |also )*(?:looking|searching|on the lookout|hiring|recruiting|seeking)(?: to hire| for)?|(?:we |i )?(?:seek|need|want|wish to hire)|seeks|recruits|hires|looking for|searching for|seeking|join (?:us|our team|the team|our .{2,30}?) as|(?:to work|working) as|hiring|has an opening for|have an opening for|we have a vacancy for|requires|wants|needs|as|for the (?:position|role|post) of|the (?:position|role|post) of|are you (?:our|the|a|an)(?: next| new)?",
  negation: {
    determiners:
      "no|without|instead of|rather than|neither|nor|as opposed to|in place of|nobody|no one|none of|(?:moved|moving|migrated|migrating) (?:away from|off)|phas(?:ed|ing) out|got rid of|we(?: have|'ve)? (?:replaced|dropped|retired|abandoned|left)|except|apart from|other than|forget|excluding",
    adverbs: "not|never|\\w+n't|dont|doesnt|isnt|arent|wont|cannot|don't|needn't|nothing",
    without: 'without|lack|lacking',
    predicates:
      'needed|need|needs|required|require|requirement|requirements|necessary|mandatory|essential|essentials|compulsory|expected|asked|asked for|demanded|obligatory|must|used|in use|relevant|prerequisite|prerequisites|important|part of|wanted|necessity|apply|matter|role|looked for|sought|involved|assumed|applicable|part|asset|concern|welcome|tolerated',
    unneeded:
      'n/a|lack of [^.;,]{1,40} (?:is|are) (?:fine|ok|okay|no problem|not a problem)|(?:may|can|could) be ignored|(?:can|may|could) skip|a thing of the past|unnecessary|unneeded|irrelevant|superfluous|out of scope|not applicable|needless|can be learned|can be learnt|can be taught|will be taught|will teach you|teach you|training (?:is )?provided|deprecated here',
    friends:
      'only|just|limited|less|fewer|more|later|afraid|scared|shy|merely|least|mention|nonsense|matter what|problem|doubt|simply|exclusively|necessarily only|solely|hesitate|restricted|confined|even|vice|exhaustive|all inclusive|all-inclusive',
  },
  but: 'but|however|though|although|yet|while|whereas|otherwise',
  and: 'and',
  or: 'or|and/or',
  oneOf:
    'one of|one or more of|at least one of|any of|either|such as|e\\.g\\.?|for example|for instance|like|or similar|some of',
  empty:
    'a an the is are be been being was were will would this that it its of for to in on at with as by here our we you your they there any some also really strictly absolutely at all either particular specific such and or nor if so then do does did have has had can could may might should longer something anything thing though please note point now currently necessarily actually anymore more even very quite just however yes thanks thank us role job position work experience knowledge skill skills familiarity expertise understanding background prior previous',
  lead: {
    adjectives:
      'strong solid good great excellent proven very outstanding exceptional proficient extensive demonstrated demonstrable basic advanced fluent a an the any some first-class be ideally preferably also plus and or',
    nouns:
      "experience experienced experiences knowledge understanding familiarity familiar proficiency expertise expert skills skill skilled background command mastery grasp ability competence competency competent exposure fluency comfortable confident confidence track record working work worked interest interested qualification qualified certification certified training trained passion passionate capable able aptitude versed well-versed conversant know use using deep in-depth broad profound thorough practical professional prior previous relevant significant hands-on hands hand real-world commercial industry recent current high native general detailed comprehensive specialist technical building developing writing programming coding scripting handling you have has had are can must need will should you've you're being bring minimum least years year yrs months further additional least knowledgeable hold holding",
    prepositions: 'with of in on to for about at as using',
    verbs: 'know knows speak understand',
  },
  tails:
    'skill skills experience knowledge expertise proficiency is are a be required mandatory essential necessary needed must preferred desired desirable optional plus advantage advantageous beneficial welcome helpful expected would etc ability abilities preferably ideally',
  years: {
    numbers:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
    year: "years?'?|yrs?\\.?'?|yoe|y(?:ear)?s? of exp",
    month: "months?'?|mos?\\.",
    experience:
      'experien\\w*|exp\\b|yoe|working|worked|work as|background|practice|practical|professional|track record|hands[ -]on|in (?:an? )?(?:similar |related |comparable )?(?:roles?|positions?|industry)|in the field|required|minimum|at least|seniority|expertise|programming|developing|managing|leading|teaching|nursing|selling',
    most: 'up to|maximum(?: of)?|max\\.?(?: of)?|at most|no more than|not more than|less than|fewer than|under|below|limited to|capped at|a maximum of|not over|not above|not exceeding',
    least:
      'at least|minimum(?: of)?|min\\.?(?: of)?|more than|over|no less than|not less than|from|least|no fewer than|above',
    mostAfter: 'maximum|max\\.?|at most|or less|or fewer|or under',
    range: 'to|or|and|until',
    other:
      'old|of age|aged?|contract|fixed[ -]term|temporary|limited to|degree|warranty|guarantee|vesting|vested|pension|match|leave|history|ago|founded|established|for over|in business|anniversary|course|study|studies|university|college|residency|visa|permit|every|each|last|past|next|children|kids|pupils|tenure|lease|validity|valid|duration|apprenticeship|retention|check|residen\\w+|lived|with us|of service',
  },
};
