"""The names of the months of calendars that Babel's CLDR lacks, one month a line, as countries write them.

The names are those of CLDR 47 for the languages of the countries where a calendar is used, with further usual
spellings.
"""

PERSIAN = """
    فروردین | فرفردن | حمل | وری | Farvardin | Ferverdin | fərvərdin | фарвардин | خاکەلێوە
    اردیبهشت | أذربيهشت | ثور | غویی | Ordibehesht | ordibeheşt | ордибехешт | урдибиҳишт | گوڵان
    خرداد | جوزا | غبرگولی | Khordad | Hordad | xordəd | хордад | хурдод | جۆزەردان
    تیر | سرطان | چنگاښ | Tir | тир | پووشپەڕ
    مرداد | امرداد | اسد | زمری | Mordad | mordəd | мордад | мурдод | گەلاوێژ
    شهریور | سنبله | سنبلهٔ | وږی | Shahrivar | Şehriver | şəhrivar | шахривер | шаҳривар | خەرمانان
    مهر | میزان | تله | Mehr | мехр | меҳр | ڕەزبەر
    آبان | عقرب | لړم | Aban | abən | абан | обон | گەڵاڕێزان | خەزەڵوەر
    آذر | قوس | لیندۍ | Azar | Azer | azər | азер | озар | سەرماوەز
    دی | جدی | مرغومی | Dey | дей | بەفرانبار
    بهمن | دلو | سلواغه | Bahman | Behmen | bəhmən | бахман | ڕێبەندان
    اسفند | حوت | کب | Esfand | Esfend | isfənd | эсфанд | исфанд | ڕەشەمێ
"""
ISLAMIC = """
    محرم | المحرم | محرم الحرام | Muharram | Moharram | Muharem | Məhərrəm | মহররম | মুহররম | мухаррам | Muxarram
    صفر | صفر المظفر | Safar | Səfər | Safer | Sefer | সফর | сафар
    ربيع الأول | ربیع‌الاول | ر بیع الاول | Rabiʻ I | Rabi al-Awwal | Rabi' ul-Awwal | Rabiulawal | Rəbiüləvvəl | Rebiülevvel | রবিউল আউয়াল
    ربيع الآخر | ربيع الثاني | ربیع‌الثانی | ر بیع الثانی | Rabiʻ II | Rabi al-Thani | Rabi al-Akhir | Rabiulakhir | Rəbiülaxır | Rebiülahir | রবিউস সানি
    جمادى الأولى | جمادى الأول | جمادی‌الاول | جمادی الاولی | Jumada I | Jumada al-Ula | Jumada al-Awwal | Jumadilawal | Jamadilawal | Cəmadiyələvvəl | Cemaziyelevvel | জমাদিউল আউয়াল
    جمادى الآخرة | جمادى الآخر | جمادى الثانية | جمادی‌الثانی | جمادی الثانیه | Jumada II | Jumada al-Thani | Jumada al-Akhirah | Jumadilakhir | Jamadilakhir | Cəmadiyəlaxır | Cemaziyelahir | জমাদিউস সানি
    رجب | رجب المرجب | Rajab | Rejab | Recep | Receb | Rəcəb | রজব | раджаб
    شعبان | شعبان المعظم | Shaʻban | Syakban | Syaaban | Şaban | শাবান | শা‘বান | шаабан
    رمضان | رمضان المبارك | Ramadan | Ramadhan | Ramazan | Ramazon | রমজান | রমযান | рамадан
    شوال | شوال المكرم | Shawwal | Syawal | Şevval | Şəvval | শাওয়াল | шавваль
    ذو القعدة | ذي القعدة | ذوالقعدة | ذوالقعدہ | ذیقعده | ذی‌القعده | Dhuʻl-Qiʻdah | Dhul Qadah | Dhu al-Qadah | Zulkaidah | Zulkaedah | Zilkade | Zilqədə | জিলকদ | জ্বিলকদ
    ذو الحجة | ذي الحجة | ذوالحجة | ذوالحجہ | ذیحجه | ذی‌الحجه | Dhuʻl-Hijjah | Dhul Hijjah | Dhu al-Hijjah | Zulhijah | Zulhijjah | Zilhicce | Zilhiccə | জিলহজ | জ্বিলহজ্জ
"""
ETHIOPIC = """
    መስከረም | Meskerem | Meskerrem
    ጥቅምት | ጥቅምቲ | Tekemt | Tikimt
    ኅዳር | ህዳር | ሕዳር | Hedar | Hidar
    ታኅሣሥ | ታህሳስ | ታህሣሥ | ታኅሳስ | ታሕሳስ | Tahsas
    ጥር | ጥሪ | Ter | Tir
    የካቲት | ለካቲት | Yekatit
    መጋቢት | Megabit
    ሚያዝያ | ሚያዚያ | Miazia | Miyazya
    ግንቦት | ጉንበት | ጉንቦት | Genbot | Ginbot
    ሰኔ | ሰነ | Sene
    ሐምሌ | ሀምሌ | ሃምሌ | ሓምለ | Hamle
    ነሐሴ | ነሀሴ | ነሃሴ | ነሓሰ | Nehasse
    ጳጉሜን | ጳጉሜ | ጷጉሜን | ጷጉሜ | Pagumen
"""
COPTIC = """
    توت | Tout
    بابه | بابة | Baba
    هاتور | Hator
    كيهك | Kiahk
    طوبة | طوبه | Toba
    أمشير | Amshir
    برمهات | Baramhat
    برمودة | برموده | Baramouda
    بشنس | Bashans
    بؤونة | بؤونه | Paona
    أبيب | Epep
    مسرى | Mesra
    نسيئ | نسيء | Nasie
"""
NEPALI = """
    वैशाख | बैशाख | बैसाख | Baishakh | Baisakh
    जेठ | जेष्ठ | ज्येष्ठ | Jestha | Jeth
    असार | आषाढ | अषाढ | Ashadh | Asar
    साउन | श्रावण | Shrawan | Saun
    भदौ | भाद्र | भाद्रपद | Bhadra | Bhadau
    असोज | आश्विन | आश्विन | Ashwin | Asoj
    कात्तिक | कार्तिक | Kartik
    मंसिर | मङ्सिर | मार्ग | मार्गशीर्ष | Mangsir
    पुस | पुष | पौष | Poush | Push
    माघ | Magh
    फागुन | फाल्गुन | फाल्गुण | Falgun | Fagun
    चैत | चैत्र | Chaitra | Chait
"""
BANGLA = """
    বৈশাখ | Boishakh
    জ্যৈষ্ঠ | Joishtho
    আষাঢ় | আষাঢ | Asharh
    শ্রাবণ | Srabon
    ভাদ্র | Bhadro
    আশ্বিন | Ashwin
    কার্তিক | Kartik
    অগ্রহায়ণ | অগ্রহায়ন | Ogrohayon
    পৌষ | Poush
    মাঘ | Magh
    ফাল্গুন | ফাল্গুণ | Falgun
    চৈত্র | Choitro
"""
