/* SPDX-License-Identifier: MIT */
/*
 * The words of Roman Urdu that an unknown spelling may be taken for: those of
 * our own text, and others that people message.  Also some that are here only
 * to be told from their neighbour (kalam and kalaam), for what is written
 * exactly so is never taken for another.  By first letter, in our spelling.
 */
#include "language/spelling.h"

const char *const urdu_words[26] = {
	['a' - 'a'] =
	"aadat aadha aadhi aadmi aag aage aaj aakhir aakhri aalam aalim aam "
	"aamdeed aana aane aani aap aapas aas aasan aasani aata aate aati "
	"aaya aaye aayega aayein aayenge aayengi aayi aazma aazmaya abhi "
	"acha ache achi adalat adhoora adhoori afsos agar agarche agla agle "
	"agli ahista aisa aise aisi ajeeb akela akele akeli akhbar aksar "
	"alag alam alfaaz almari amal andar andaz andaza andha andhe "
	"andhera andhere andheri andhi angrezi anjaan apka apna apne apni "
	"asal asli asman atakte ausatan awaz azadi azmayein",
	['b' - 'a'] =
	"baad baap baar baare baari baat baatein bacha bachana bachao "
	"bachat bache bachna bachpan bachta badal badalna badalne badalte "
	"badalti badla badle badlein badli badmaash badshah baghair bahaar "
	"bahana bahar baith baithe baithna baithta baja bajana bajaye baje "
	"balke bana banana banane banani banata banate banaya banaye "
	"banayein banayenge banayi band bane bani banna banta bante banti "
	"baqi bara barabar bare bareek barhane barhaya barhein barhne bari "
	"bas batata batati batayega batayein batti bayein bazaar behas "
	"behes behtar behtari beshak bhaari bhar bhara bhari bharosa bharta "
	"bharti bhej bheja bheje bhejein bhejna bhejne bhejta bhejte bhejti "
	"bhool bhoola bhoolein bhoolna bhoolne bhoolta bhoolti bhula "
	"bhulana bhulane bilkul bimar bina bohot bol bolna bolne boojh "
	"bujhane bula bulana bulane bulata burai bure buzurg",
	['c' - 'a'] =
	"camere chaar chaaron chabi chabiyan chahein chahiye chahiyein "
	"chahta chahte chahti chai chakkar chal chala chalaak chalana "
	"chalata chalaya chalaye chalayein chalayi chale chalega chalein "
	"chali chalne chalta chalte chalti chalu chand chaukidar cheet "
	"cheez cheezein cheezon chehra chhaar chhapna chhapta chhapte "
	"chhapti chhat chheen chher chherta chhoo chhor chhora chhore "
	"chhori chhorna chhorne chhorti chhota chhote chhoti chhua chhupana "
	"chhupna chiraagh chor choron chuka chuke chuki chun chuna chune "
	"chunein chunna chunte chup chupke",
	['d' - 'a'] =
	"dabaya dabayein dabba dabbe daftar daku daraz dard darje darkhwast "
	"darte darwaza darwaze dastakhat dastawez dauran dawa deewana "
	"deewar dega dein dekh dekha dekhe dekhein dekhenge dekhi dekhin "
	"dekhna dekhne dekhta dekhte dekhti dena dene denge der deta dete "
	"deti dheere dhoka dhoond dhoonda dhoonde dhoondein dhoondna "
	"dhoondne dhoondni dhoondta dhoondte dhoondti dhoondwayein dhundle "
	"dikha dikhana dikhata dikhaye dikhayein dikhayi dikhna dikhni "
	"dikhta dikhti dikhwata dikhwayein dimaagh dinon diya diye dobara "
	"dohrane dono doosra doosre doosri doosron dopahar dost dosti "
	"dukaan duniya durust dushman",
	['e' - 'a'] =
	"ehtiyat",
	['f' - 'a'] =
	"faasla faida faisla farq fehrist fikr foran",
	['g' - 'a'] =
	"gaari gahak gali gaon gasht gawah gawahi gaya gaye gayi gayin "
	"gehra gehri ghaib ghair ghalat ghalti ghanta ghante ghanton "
	"ghareeb ghari ghayab ghoomein ghoont ghor ghumayein ghussa gina "
	"gine ginein gino ginta ginti ginwana girana girna gunah guzar "
	"guzarish guzarne guzarta guzarte guzra",
	['h' - 'a'] =
	"haal haarna haath haathon hadd hafta hafte hafton hairan halanke "
	"halat hamara hamare hamari hamesha haqooq harf harfon hargiz "
	"harkat harkaton hasna hata hatana hatata hatayein hatayin hatna "
	"hatwayein hawa hazaron hazrat hidayat hifazat hifazati hilani "
	"hilati himmat hindse hindson hisab hissa hisse hoga hogi hona hone "
	"honi hoon hoshiyar hota hote hoti huin hukm hukumat humein",
	['i' - 'a'] =
	"idhar ijazat ijazatein ilaaj ilm imaan imaarat imandar imtihan "
	"inaam inhein inhi inkar insaan insaf intezam intezar ise ishara "
	"ishare isi iska istemal itna itne itni ittila izzat",
	['j' - 'a'] =
	"jaage jaagna jaal jaan jaanch jaanchi jaanchta jaane jaanein jaani "
	"jaanna jaanta jaante jaanti jaantin jaata jaate jab jagah jagana "
	"jagata jahan jaisa jaise jaisi jalana jald jaldbazi jaldi jalna "
	"jana jannat jasoos jasoosi jawab jawabon jaye jayega jayegi jayein "
	"jeetna jhankta jhoot jhoota jinhein jis jise jitna jor jora jorein "
	"jori jorna jorta jorte jumla jumle jumlon jurm",
	['k' - 'a'] =
	"kaafi kaagaz kaam kaat kaata kaatna kabhi kaha kahani kahe kahega "
	"kahegi kahein kahin kai kaise kaisi kal kalaam kam kamaal kamal "
	"kamra kamyab kamzor kar karati kare karega karein karenge kari "
	"karke karna karne karni karobar karta karte karti karwa karwai "
	"karwayein kashti kate kati katna keelein keh kehlata kehna kehta "
	"kehte kehti khaaka khaal khaane khabar khabardar khali khamosh "
	"khamoshi khana khandan khane khara kharab kharabi kharabiyan "
	"kharch kharcha khareedna khat khatam khatarnak khatma khatra "
	"khayal khel khele khelein khelna khelne khelte khidmat khila "
	"khirki khol khola kholein kholi kholna kholta kholti khona khoobi "
	"khoobsurat khoon khoya khoye khud khudkar khul khula khulna khulne "
	"khulti khushi khwahish khwahishein kin kinare kis kisi kitab "
	"kitabon kitna kitne kitni kiye koi koshish kuch kursi kyun kyunke",
	['l' - 'a'] =
	"laal laate laati lafz lafzon laga lagane lagata lagate lagaya "
	"lagaye lagayein lagayi lage lagi lagta lagte lagti lagwayein lamba "
	"lambe lambi lamhe larka larki lautna layein lega lein lekin lene "
	"lenge leta lete leti lifafa likh likha likhai likhana likhe "
	"likhega likhein likhi likhit likhna likhne likhta likhte likhti "
	"liya liye logon",
	['m' - 'a'] =
	"maahir maal maalik maan maane maanga maange maangta maanta maarna "
	"machli madad madrasa magar mahina mahine mahol majmua malik maloom "
	"maloomat mamle mamooli mangein mangne mangti mangwayein manzil "
	"manzoor maqsad marammat marammatein marammaton marna marzi masail "
	"masalan mashkook mashq mashwara masla masroof matlab maujood "
	"mausam mazboot meharbani mehfooz mehman mehnat mehsoos meri mila "
	"milaan milana milayein mile milega milegi milenge mili milna milne "
	"milta milte milti milwayein minuton misal mitayi mitta mohabbat "
	"mohalla mubarak muddat muft muhafiz muhr muhrein mujrim mukammal "
	"mulaqat mulazim mulk mulzim munshi muntazir muqarrar musafir "
	"mushkil mushtarik musibat muskurana mutabiq mutmain",
	['n' - 'a'] =
	"naam nafrat nakaam namak namaz namoona namoone napne naqli nateeja "
	"naye nayi nazar nazdeek neeche neend nigran nigrani nikaalna nikal "
	"nikala nikalenge nikalna nikalta nikla nishan nishani niyyat "
	"nizaam nukkar nuqsan nuqta",
	['o' - 'a'] =
	"oonchi oopar",
	['p' - 'a'] =
	"paalna paanch paar paas padi padni paise pakar pakarna pakarne "
	"pakarta pakki pakra pakrana pakre pakrein palna pandrah para "
	"parakhta parchi parega paregi pareshan pareshani parh parha "
	"parhana parhane parhe parhein parhenge parhna parhne parhta parhti "
	"pari parinda parkhi parna parosi parson parta parti pasand "
	"pasandeeda pata paya payi peecha peeche peesna peghaam pehchan "
	"pehchana pehchanein pehchanta pehchanti pehla pehle pehli pehna "
	"pehra pehre pehredar phenk phirbhi phone pichla pichle pichli "
	"pisna pohanch pohanchana pohanchane pohanchata pohanchate "
	"pohanchati pohanche pohanchi pohanchna pohanchta pohanchti pooch "
	"poocha pooche poochein poochna poochne poochta poochte poochti "
	"poora poore poori pukarta purana purane purani",
	['q' - 'a'] =
	"qaatil qabil qabool qadam qaide qaidi qaidon qaim qalam qanoon "
	"qanooni qareeb qatl qaum qeemat qeemti qism qismat qurbani",
	['r' - 'a'] =
	"raasta raaste raat raaton raftaar raha rahe rahega rahegi rahengi "
	"rahi rakh rakha rakhe rakhein rakhi rakhna rakhne rakhni rakhta "
	"rakhte rakhti rakhwale rang raqam reh rehna rehne rehta rehte "
	"rehti rehtin rishta rok roka roke rokega rokein roki rokna rokne "
	"rokta rokte rona roshni ruka rukein rukh ruki rukna rukne rukta "
	"rukte",
	['s' - 'a'] =
	"saada saaf saal saalon saamne saans saara saare saat saath saathi "
	"sab sabaq sabaqon sabit saboot sabzi sach sacha sachai safai "
	"safaid safar safha safhe saheli saka sake sakein sakht sakhti saki "
	"sakoon sakta sakte sakti salam salamat samajh samajhdar samajhna "
	"samajhta samajhte samandar sambhaalna sambhal sambhalna samet "
	"samjha samjhana samjhaye samjhi samose saniya sanwara sari sarkar "
	"sawal sawalon sawari saza seekh seekhein seekhna seekhne sehat "
	"shaadi shaam shabash shagird shak shakhs shakhsiyat shakl shamil "
	"sharm shart shayad shehar shikaar shikayat shuda shukriya shuru "
	"sifarish sikhana sipahi siray sirf siwa siwaye siyasat soch "
	"sochein sochna sochte sona sota subah suljha sunai sunana sunein "
	"sunna sunne sunta suraakh suragh sust",
	['t' - 'a'] =
	"taa taake taala taale taaleem taar tabdeeli tabdeeliyan tabiyat "
	"tafseel tafseelat tafteesh takleef tala talash taluq tamam tameer "
	"tangna tanha tanqeed taqat taqreeban taraf tarah tareef tareekh "
	"tareeqa tareeqe tarjuma tarteeb tarz tasalli tasdeeq tasveer "
	"tasveerein taur tay tayyar teeno tehreer tha thay theekadar thehre "
	"thi thin thoda thodi thonk tijarat todna tohfa tootna torein",
	['u' - 'a'] =
	"udhar ukhaar ulat uljhan ulta umar ummeed ungli ungliyan ungliyon "
	"unhein unhi usi uska usool ustad utaar utaarna utar utarna utarta "
	"uthana uthati uthna utni utrein",
	['w' - 'a'] =
	"wada waghaira wahan wahi wahin waisa waise waisi wajah wakeel wala "
	"wale wali walid walida walon wapas waqai waqfa waqfe waqia waqiat "
	"waqt waqti warna watan wazahat wazeer wohi",
	['y' - 'a'] =
	"yaad yaadgar yaani yahan yahi yahin yani yaqeen yaqeenan",
	['z' - 'a'] =
	"zaalim zabardast zabt zakheera zakheere zameen zanjeer zara zariye "
	"zaroor zaroorat zaroori zehan zehreela zimmedar zimmedari zindagi "
	"zuban zubanein zubanon zulm zyada",
};

/*
 * Words of English and of AWS that sound like one of those above, and are
 * meant as they stand.
 */
const char other_words[] =
	"apps badly chat die honey lie party prison salon sans tariff the "
	"they trail train trial valid";
