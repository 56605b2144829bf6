const set = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Parts of file names and addresses that name nobody, folded. */
export const GENERIC = set(`
cv cvs resume resumes lebenslauf curriculum vitae bewerbung bewerbungsunterlagen anschreiben application applicant candidate
candidat candidato profile profil perfil portfolio cover letter anlage unterlagen zeugnis zeugnisse
final new neu old alt copy kopie copia version ver rev revised draft scan scanned doc document documents dokument file
upload uploads updated update latest current signed short long full part page pages
english deutsch german french francais spanish espanol italian italiano portuguese dutch polish russian chinese
info mail email mails contact kontakt hello hallo hola the and for job jobs work career careers hr office web
website home private privat personal me my mein hire hireme team admin support sales service dev developer engineer
design designer test example sample demo person people user number pdf docx odt rtf txt html htm json png jpg jpeg
linkedin github gitlab xing indeed stepstone monster pub www http https com net org io de en fr es it pt nl
january february march april may june july august september october november december
januar februar marz maerz mai juni juli oktober dezember
candidates inbox incoming folder data tmp temp downloads download desktop shared archive store originals home users var
file1 file2 cvmatch software senior junior lead manager head intern trainee student graduate freelance
formatted format layout column columns table tables header footer plain text left right two one`);

/** Parts of names that stand between others and name nobody by themselves, folded. */
export const PARTICLES = set(`
de da do dos das del della delle di du la le les van von vom der den ter ten zu zum zur bin binti bint al el ibn y e st
san santa abu ben the und and of dr prof mr mrs ms ing mag dipl phd msc mba md jr sr ii iii iv af av`);

/** Endings of names in languages that decline them, and of possessives; folded. */
export const ENDINGS = set(`
s es n en ns a e i o u y ego emu ej em om ovi owi owie ova owa owej ove ou ie im ym ka ki ke ku in ina inu u ya ye oy
nak nek val vel nal nel tol ra re hoz hez ban ben lla lta lle lle ssa sta
а у ом е ы и ой ою ым ого ому ем ю я ей их ых ин ина иной ь ово ову овым овой еву евым
ου ο η α ης ας ων
dan den da ya ye yi yu la le nin nun in un`);

/** Words with which sentences, lines and bullets of CVs begin; they are no names although capitalised. Folded. */
export const OPENERS = set(`
a about accomplished achieved acted adapted added administered advised after all also although an analysed analyzed and
applied architected as assisted at authored automated award awards based because before both brought built but by can
certified coached collaborated communicated completed conducted configured consulted contributed coordinated created current
currently daily dear debugged defined delivered deployed designed detail developed direct directed documented dr drove during
each earned educated education employed enabled engineered enhanced ensured established evaluated every executed experience
experienced expert facilitated fluent focused for former founded from gained gathered generated good graduated great grew
guided handled have he head helped her high highly hired his i identified if implemented improved in increased initiated
installed integrated interests interned introduced investigated is it its joined key kept knowledge languages launched led
liaised located long made maintained managed many married mentored migrated modelled monitored most moved my native negotiated
new next no nominated not now of on operated optimised optimized or organised organized our over owned participated
performed planned prepared presented present previous previously processed produced proficient profile programmed project
projects proud provided published purchased ran received recently recruited redesigned reduced references refactored reported
researched responsible reviewed sales secured selected self senior served set shaped she shipped since skilled skills so
sold solved some specialised specialized spoke standardised started strong studied successfully summary supervised supported
taught team tested that the their then there these they this to together took tools total trained translated tutored two under
used using various very volunteered was we what when where which while who wide with won work worked working wrote years you
your yours
als am an auf aus bei bis da das dem den der des die dies diese dieser durch ein eine einem einen einer er es für ich im in
ist kein mit nach nicht ohne seit sie sowie und unter vom von vor war was wir zu zum zur aufbau betreuung durchführung
einführung entwicklung erstellung leitung mitarbeit planung umsetzung unterstützung verantwortlich verantwortung
au aux avec ce ces cette dans de des du elle en et il je la le les mes mon nous par pour sans ses son sur un une
al con como cuando de del desde el ella en entre es esta este la las lo los mi mis para pero por que se sin sobre su sus un una
ai alla anche che con da dal della di e gli ha ho il in la le lo mi nel per più presso se si sono un una
ao as com como da das de do dos e em eu foi meu minha na no nos o os para pela pelo por que se sem sou um uma
aan als bij de die dit een en er het ik in is met mijn naar niet of om op te tot uit van voor was wij`);
