import { LANGUAGE_CODES, type LanguageCode } from './tongue.js';

/** A profession with its titles and skills. Skills keep their international names. */
export interface Role {
  id: string;
  /** Roles of one family are related: a person of one partly fits a JD for another. */
  family: string;
  skills: string[];
  field: string;
  certificates: string[];
  titles: Partial<Record<LanguageCode, string>>;
}

/**
 * Titles in the order of LANGUAGE_CODES (en de fr es it nl pt); only English where the skills have no international
 * names.
 */
function role(id: string, family: string, field: string, skills: string, certificates: string, titles: string[]): Role {
  const named = titles.map((title, i) => [LANGUAGE_CODES[i]!, title]);
  return {
    id,
    family,
    field,
    skills: skills.split(', '),
    certificates: certificates.split(', '),
    titles: Object.fromEntries(named) as Role['titles'],
  };
}

const ROLES: readonly Role[] = [
  role(
    'frontend',
    'software',
    'Computer Science',
    'TypeScript, JavaScript, React, Vue.js, HTML, CSS, Redux, GraphQL, Webpack, Cypress, Figma, Git, Sass, Next.js',
    'Professional Scrum Developer',
    [
      'Frontend Developer',
      'Frontend-Entwickler',
      'Développeur front-end',
      'Desarrollador front-end',
      'Sviluppatore front-end',
      'Frontend-ontwikkelaar',
      'Programador front-end',
    ],
  ),
  role(
    'backend',
    'software',
    'Computer Science',
    'Java, Spring Boot, PostgreSQL, Docker, Kafka, Redis, Kubernetes, Maven, JUnit, Hibernate, REST API, Git, MySQL, Microservices',
    'Oracle Certified Professional, Professional Scrum Developer',
    [
      'Backend Developer',
      'Backend-Entwickler',
      'Développeur back-end',
      'Desarrollador back-end',
      'Sviluppatore back-end',
      'Backend-ontwikkelaar',
      'Programador back-end',
    ],
  ),
  role(
    'devops',
    'software',
    'Computer Engineering',
    'Kubernetes, Docker, Terraform, AWS, Ansible, Jenkins, Linux, Prometheus, Grafana, Bash, GitLab, Helm, Azure, Nginx',
    'AWS Certified Solutions Architect, Certified Kubernetes Administrator',
    [
      'DevOps Engineer',
      'DevOps-Ingenieur',
      'Ingénieur DevOps',
      'Ingeniero DevOps',
      'Ingegnere DevOps',
      'DevOps-engineer',
      'Engenheiro DevOps',
    ],
  ),
  role(
    'data-scientist',
    'data',
    'Statistics',
    'Python, pandas, scikit-learn, TensorFlow, PyTorch, SQL, Jupyter, NumPy, Spark, NLP, Machine Learning, Tableau, R, MLflow',
    'TensorFlow Developer Certificate',
    [
      'Data Scientist',
      'Data Scientist',
      'Data Scientist',
      'Científico de datos',
      'Data Scientist',
      'Data scientist',
      'Cientista de dados',
    ],
  ),
  role(
    'data-analyst',
    'data',
    'Business Informatics',
    'SQL, Excel, Power BI, Tableau, Python, Looker, ETL, Google Analytics, R, Snowflake, dbt, A/B Testing',
    'Microsoft Certified Data Analyst',
    [
      'Data Analyst',
      'Datenanalyst',
      'Analyste de données',
      'Analista de datos',
      'Analista dati',
      'Data-analist',
      'Analista de dados',
    ],
  ),
  role(
    'network',
    'infrastructure',
    'Information Technology',
    'Cisco, TCP/IP, VPN, Active Directory, Windows Server, Firewalls, VMware, Linux, PowerShell, DNS, DHCP, Wireshark',
    'CCNA, CompTIA Security+',
    [
      'Network Administrator',
      'Netzwerkadministrator',
      'Administrateur réseau',
      'Administrador de redes',
      'Amministratore di rete',
      'Netwerkbeheerder',
      'Administrador de redes',
    ],
  ),
  role(
    'accountant',
    'finance',
    'Accounting',
    'SAP FI, IFRS, US GAAP, Excel, Controlling, VAT, Payroll, QuickBooks, Power BI, ERP, SAP S/4HANA, Cash Management',
    'Certified Management Accountant, Certified Public Accountant',
    ['Accountant', 'Buchhalter', 'Comptable', 'Contable', 'Contabile', 'Boekhouder', 'Contabilista'],
  ),
  role(
    'controller',
    'finance',
    'Business Administration',
    'Controlling, Budgeting, Forecasting, Excel, SAP CO, Power BI, KPI, IFRS, Cost Accounting, ERP, SQL, Business Case',
    'Certified Management Accountant',
    [
      'Financial Controller',
      'Controller',
      'Contrôleur de gestion',
      'Controller financiero',
      'Controller finanziario',
      'Financieel controller',
      'Controller financeiro',
    ],
  ),
  role(
    'marketing',
    'commercial',
    'Marketing',
    'SEO, Google Ads, Google Analytics, Content Marketing, HubSpot, Social Media, Mailchimp, Copywriting, Canva, WordPress, CRM, Photoshop',
    'Google Ads Certification, HubSpot Inbound Certification',
    [
      'Marketing Manager',
      'Marketingmanager',
      'Responsable marketing',
      'Responsable de marketing',
      'Responsabile marketing',
      'Marketingmanager',
      'Gestor de marketing',
    ],
  ),
  role(
    'sales',
    'commercial',
    'Business Administration',
    'Salesforce, CRM, Key Account Management, B2B, Negotiation, Cold Calling, Excel, Pipeline Management, HubSpot, Presentation, Forecasting, LinkedIn Sales Navigator',
    'Salesforce Certified Administrator',
    [
      'Sales Manager',
      'Vertriebsleiter',
      'Responsable commercial',
      'Jefe de ventas',
      'Responsabile vendite',
      'Salesmanager',
      'Gestor de vendas',
    ],
  ),
  role(
    'mechanical',
    'engineering',
    'Mechanical Engineering',
    'AutoCAD, SolidWorks, CATIA, FEM, MATLAB, Lean Manufacturing, Six Sigma, GD&T, ANSYS, CNC, PLM, Kaizen',
    'Six Sigma Green Belt',
    [
      'Mechanical Engineer',
      'Maschinenbauingenieur',
      'Ingénieur mécanique',
      'Ingeniero mecánico',
      'Ingegnere meccanico',
      'Werktuigbouwkundig ingenieur',
      'Engenheiro mecânico',
    ],
  ),
  role(
    'electrical',
    'engineering',
    'Electrical Engineering',
    'PLC, SCADA, EPLAN, AutoCAD Electrical, MATLAB, Simulink, KNX, TIA Portal, Embedded C, PCB Design, IEC 61131, LabVIEW',
    'Certified Automation Professional',
    [
      'Electrical Engineer',
      'Elektroingenieur',
      'Ingénieur électricien',
      'Ingeniero eléctrico',
      'Ingegnere elettrico',
      'Elektrotechnisch ingenieur',
      'Engenheiro eletrotécnico',
    ],
  ),
  role(
    'project-manager',
    'management',
    'Business Administration',
    'Scrum, Jira, PRINCE2, MS Project, Kanban, Stakeholder Management, Risk Management, Confluence, Budgeting, Agile, SAP PS, Change Management',
    'PMP, PRINCE2 Practitioner',
    [
      'Project Manager',
      'Projektmanager',
      'Chef de projet',
      'Jefe de proyecto',
      'Project Manager',
      'Projectmanager',
      'Gestor de projeto',
    ],
  ),
  role(
    'recruiter',
    'people',
    'Psychology',
    'Recruiting, Active Sourcing, Employer Branding, Workday, SAP SuccessFactors, LinkedIn Recruiter, Onboarding, Interviewing, Excel, Talent Management, Payroll, Labour Law',
    'SHRM Certified Professional',
    [
      'HR Specialist',
      'Personalreferent',
      'Chargé de recrutement',
      'Técnico de recursos humanos',
      'Specialista risorse umane',
      'HR-specialist',
      'Técnico de recursos humanos',
    ],
  ),
  role(
    'nurse',
    'care',
    'Nursing',
    'Patient Care, Wound Care, Triage, Medication Administration, Vital Signs, IV Therapy, Electronic Health Records, Infection Control, CPR, Patient Education, Phlebotomy, Care Planning',
    'Basic Life Support, Advanced Cardiac Life Support',
    ['Registered Nurse'],
  ),
  role(
    'teacher',
    'education',
    'Education',
    'Lesson Planning, Classroom Management, Curriculum Development, Special Education, Assessment, Differentiated Instruction, Google Classroom, Parent Communication, Tutoring, E-Learning, Mathematics, Literacy',
    'Qualified Teacher Status',
    ['Secondary School Teacher'],
  ),
  role(
    'electrician',
    'crafts',
    'Electrical Installation',
    'Electrical Installation, Wiring, Fault Finding, Cable Management, Electrical Testing, Blueprint Reading, Preventive Maintenance, Health and Safety, Lighting Systems, Solar Panels, Power Tools, Smart Home',
    'NVQ Level 3',
    ['Electrician'],
  ),
  role(
    'chef',
    'hospitality',
    'Culinary Arts',
    'Menu Planning, Food Safety, HACCP, Inventory Management, Pastry, Catering, Cost Control, Kitchen Management, Grilling, Food Preparation, Supplier Management, Butchery',
    'Food Hygiene Level 3',
    ['Head Chef'],
  ),
  role(
    'logistics',
    'operations',
    'Supply Chain Management',
    'SAP MM, Warehouse Management, Inventory Control, Forklift, Procurement, Incoterms, Excel, Route Planning, ERP, Lean Manufacturing, Customs Clearance, KPI',
    'APICS CPIM',
    [
      'Logistics Coordinator',
      'Logistikkoordinator',
      'Coordinateur logistique',
      'Coordinador logístico',
      'Coordinatore logistico',
      'Logistiek coördinator',
      'Coordenador de logística',
    ],
  ),
  role(
    'support',
    'infrastructure',
    'Information Technology',
    'Zendesk, ITIL, Windows, Active Directory, Microsoft 365, Ticketing, Troubleshooting, Jira, ServiceNow, Remote Support, macOS, Customer Service',
    'ITIL Foundation, CompTIA A+',
    [
      'IT Support Specialist',
      'IT-Support-Spezialist',
      'Technicien support informatique',
      'Técnico de soporte informático',
      'Tecnico di supporto IT',
      'IT-supportmedewerker',
      'Técnico de suporte informático',
    ],
  ),
];

/** The roles available in a language. */
export function rolesOf(language: LanguageCode): readonly Role[] {
  return ROLES.filter((role) => role.titles[language] !== undefined);
}
