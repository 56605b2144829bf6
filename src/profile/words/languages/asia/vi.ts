import type { LanguageWords } from '../../language-words.js';

/** Vietnamese. */
export const vi: LanguageWords = {
  code: 'vi',
  common: `và của các cho trong với là được có những một để tại không người việc công đã kinh nghiệm học vấn kỹ
    năng ngôn ngữ làm phát triển dự án hiện nay về quản lý`,
  dates: {
    present: `hiện tại|hiện nay|nay|đến nay|bây giờ|hôm nay|đến hiện tại|đang làm|hiện giờ|đang làm việc|
      cho tới nay|tới hiện tại|đến bây giờ|đến thời điểm hiện tại|cho đến nay`,
    from: 'từ|bắt đầu|kể từ|từ ngày|từ năm|ngày bắt đầu',
    to: 'đến|tới|cho đến|kết thúc|đến năm|đến ngày|ngày kết thúc',
    rangeFrom: 'năm|tháng',
    seasons: ['mùa đông', 'mùa xuân', 'mùa hè', 'mùa thu'],
    quarter: 'quý',
    half: 'học kỳ',
    yearMark: 'năm',
  },
  headings: {
    summary: `giới thiệu|giới thiệu bản thân|mục tiêu|mục tiêu nghề nghiệp|tóm tắt|về tôi|tổng quan|về bản thân`,
    work: `kinh nghiệm|kinh nghiệm làm việc|kinh nghiệm chuyên môn|quá trình làm việc|lịch sử công việc|
      quá trình công tác|thực tập|kinh nghiệm nghề nghiệp|quá trình công tác|
      lịch sử làm việc`,
    education: 'học vấn|trình độ học vấn|quá trình học tập|giáo dục|bằng cấp|đào tạo|trình độ|quá trình đào tạo',
    skills: `kỹ năng|các kỹ năng|kỹ năng chuyên môn|năng lực|kỹ năng mềm|kỹ năng kỹ thuật|kỹ năng tin học|công nghệ|
      kỹ năng làm việc|công cụ|tin học|điểm mạnh`,
    languages: 'ngoại ngữ|ngôn ngữ|trình độ ngoại ngữ|kỹ năng ngoại ngữ',
    certificates: `chứng chỉ|khóa học|chứng nhận|các chứng chỉ|chứng chỉ và khóa học|bằng lái xe|khoá học|khóa đào tạo`,
    projects: 'dự án|các dự án|dự án cá nhân|dự án tiêu biểu|luận văn',
    publications: 'công bố|bài báo|công trình nghiên cứu',
    references: 'người tham khảo|người giới thiệu|tham chiếu|thông tin tham khảo',
    volunteer: 'hoạt động|tình nguyện|hoạt động tình nguyện|hoạt động xã hội|hoạt động ngoại khóa',
    awards: 'giải thưởng|thành tích|danh hiệu và giải thưởng|học bổng|khen thưởng|danh hiệu',
    interests: 'sở thích|sở thích cá nhân|quan tâm',
    contact: 'liên hệ|thông tin cá nhân|thông tin liên hệ',
    other: 'thông tin thêm|khác|thông tin khác|thông tin bổ sung',
  },
  labels: {
    title: 'vị trí|chức vụ|chức danh|vai trò',
    employer: 'công ty|nơi làm việc|đơn vị|tên công ty',
    place: 'địa điểm|thành phố|nơi',
    period: 'thời gian|khoảng thời gian|thời gian làm việc',
    degree: 'bằng cấp|trình độ',
    school: 'trường|trường học|tên trường',
    area: 'chuyên ngành|ngành|ngành học|khoa',
    name: 'họ và tên|họ tên|tên',
    other: 'mô tả|mô tả công việc|nhiệm vụ|trách nhiệm|công nghệ|khách hàng|dự án|thành tựu',
  },
  degrees: `cử nhân|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|kỹ sư tốt nghiệp|cao đẳng|tốt nghiệp|trung cấp|bằng kỹ sư`,
  schools: 'đại học*|trường*|học viện*|cao đẳng nghề|trung học phổ thông|thpt|viện',
  fields: `công nghệ thông tin|khoa học máy tính|kinh tế|luật|toán|quản trị kinh doanh|kế toán|tài chính|ngân hàng|
    marketing|kỹ thuật phần mềm`,
  roles: `kỹ sư|lập trình viên|nhân viên|quản lý|trưởng phòng|trưởng nhóm|giám đốc|chuyên viên|kế toán|giáo viên|
    giảng viên|bác sĩ|y tá|điều dưỡng|trợ lý|thư ký|thực tập sinh|phó phòng|phó giám đốc|chuyên gia|
    tư vấn viên|kiểm toán viên|thiết kế|kỹ thuật viên|luật sư|tài xế|đầu bếp|phục vụ|thu ngân|biên tập viên|
    nhà báo|phiên dịch|cộng tác viên|tổ trưởng|cố vấn|phân tích viên|kiến trúc sư|nhà phân tích`,
  employers: `công ty|tập đoàn|ngân hàng|bệnh viện|trường|đại học|trung tâm|viện|tổng công ty|nhà hàng|khách sạn|
    chi nhánh|doanh nghiệp|văn phòng`,
  legal: 'tnhh|cp|jsc',
};
