/* SPDX-License-Identifier: MIT */
/*
 * Roman Urdu has no official spelling, so each word is brought to the one of
 * our own text.  The table comes first, then the words that we know, then the
 * sound: a word that we do not know is taken for the one that is nearest by
 * UrduPhone, and for none if two are as near.  So a word that we know is never
 * taken for another, and two that are equal are equal to the same word.
 *
 * Only spelling is forgiven: two words of different meaning never share a
 * row, with the one exception that people themselves make (kya and kiya).
 */
#include "language/spelling.h"

#include <string.h>

#include "language/urduphone.h"

/*
 * The style table: a word, then its other spellings.  A test holds this to
 * the "also accepted" column of locale/ur@latin/style.md.
 */
static const char *const spellings[] = {
	"aap ap",
	"abhi abi",
	"agar agr",
	"apna apnaa",
	"aur or",
	"baad bad",
	"bohot bahut buhat bht bohat",
	"dekhna dekna",
	"dobara dubara",
	"farq fark",
	"ghalat galat",
	"ghalti galti",
	"haan han ji jee yes",
	"hai h hay hei he",
	"hain hen hein",
	"har hr",
	"hum ham",
	"jawab jawaab",
	"kahan kahaan",
	"kaun kon",
	"karein kren karen kary",
	"karna krna",
	"ke k",
	"khud khd",
	"kuch kuchh",
	"kya kiya kia",
	"kyun kyu kiun kyon",
	"kyunke kyonke kyunki",
	"lekin lekn",
	"likhna likna",
	"mein me mai may ma main",
	"misal misaal",
	"nahi nahin nai nhi na no nahee",
	"pakarna pakadna",
	"par pe per",
	"peeche peechay piche",
	"pehle phle pehlay",
	"phir fir pir",
	"qadam kadam",
	"raha rha",
	"rahe rhe",
	"rahi rhi",
	"sahi theek thik",
	"saboot sabut",
	"sawal sawaal",
	"thoda thora",
	"thodi thori",
	"toh to",
	"wapas wapis",
	"waqt wakt",
	"woh wo vo",
	"yeh ye",
};

/* The same for words that the page has no need of: what sound alone cannot
   tell. */
static const char *const more_spellings[] = {
	"aadha adha",
	"aadhi adhi",
	"aage agay agey aagay aagey agy",
	"aaj aj",
	"aana ana",
	"aaya aya",
	"aaye aye aae",
	"aayi ayi aai",
	"aisa esa",
	"aise ese aisay esay",
	"aisi esi",
	"andar ander",
	"bhool bhul",
	"bilkul bilkl",
	"dein den dain",
	"diye diay",
	"door dur duur",
	"dopahar dopaher",
	"gaya gya",
	"gayi gyi gai",
	"ghanta ganta",
	"ghante gante",
	"ghussa ghusa gussa",
	"haath hath",
	"hissa hisa",
	"hua huwa",
	"hue huway huay huye",
	"hui huwi huee",
	"humein hamein humain hamen",
	"inhein inhen inhain",
	"isay isey",
	"jagah jgah",
	"jaisa jesa",
	"jaise jese jaisay jesay",
	"jaisi jesi",
	"kabhi kabi",
	"kaisa kesa",
	"kaise kese kaisay kesay kesey",
	"kaisi kesi",
	"kar kr",
	"khabar khbr",
	"khali khaali",
	"khatam khtm",
	"kisi ksi",
	"kitna ktna",
	"kitne ktne",
	"koi koe",
	"liye liay lye",
	"matlab mtlb",
	"mehfooz mehfuz mahfooz mahfuz",
	"mujhe mujhay muje mjhe",
	"mushkil mushkl muskil",
	"neeche niche",
	"nuqsan nuksan nuksaan",
	"oopar upar uper ooper",
	"paisa pesa",
	"paise pese paisay pesay",
	"pehla phla",
	"pehli phli",
	"poocha pucha poochha puchha",
	"poochna puchna poochhna puchhna",
	"saaf saf",
	"saal sal",
	"saath sath",
	"sabhi sabi",
	"sakta skta",
	"sakte skte",
	"sakti skti",
	"samajh smjh",
	"samjha smjha samja",
	"shuru shru shuroo",
	"tabhi tabi",
	"tarah tarha",
	"tumhe tumhay",
	"unhein unhen unhain",
	"usay usey",
	"waghaira wagaira waghera",
	"wahan waha wahaan whan",
	"waisa wesa",
	"waise wese waisay",
	"wajah wajha",
	"yaad yad",
	"yahan yaha yahaan yhan",
	"zaroor jaroor jarur",
	"zaroorat jarurat",
	"zaroori jaroori jaruri",
	"zindagi zindgi",
};

/* The first of `words`, up to a blank. */
static size_t
word_length(const char *words)
{
	size_t length = 0;

	while (words[length] != ' ' && words[length] != '\0')
		length++;
	return length;
}

/* Where `word` is one of `words`; or NULL. */
static const char *
find_word(const char *words, const char *word, size_t length)
{
	for (;;) {
		size_t here = word_length(words);

		if (here == length && *words == *word &&
		    memcmp(words, word, length) == 0)
			return words;
		if (words[here] == '\0')
			return NULL;
		words += here + 1;
	}
}

static const char *
find_row(const char *const *rows, size_t count, const char *word,
	 size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (find_word(rows[i], word, length) != NULL)
			return rows[i];
	return NULL;
}

/* -------------------------------------------------------------- by sound */

struct nearest {
	const char *word;
	int distance;
	bool is_alone;
};

static void
look_among(struct nearest *nearest, const char *words,
	   const struct urduphone *sound)
{
	while (words != NULL && *words != '\0') {
		size_t length = word_length(words);
		struct urduphone known;
		int distance = urduphone_parse(&known, words, length, sound)
				       ? urduphone_distance(sound, &known)
				       : -1;

		if (distance >= 0 && (nearest->word == NULL ||
				      distance <= nearest->distance)) {
			nearest->is_alone = nearest->word == NULL ||
					    distance < nearest->distance;
			nearest->word = words;
			nearest->distance = distance;
		}
		words += length + (words[length] == ' ');
	}
}

static const char *
find_by_sound(const char *word, size_t length)
{
	struct nearest nearest = { NULL, 0, false };
	struct urduphone sound;

	if (length < 3 || find_word(other_words, word, length) != NULL ||
	    !urduphone_parse(&sound, word, length, NULL))
		return NULL;
	look_among(&nearest, urdu_words[*word - 'a'], &sound);
	if (*word == 'k' || *word == 'q') /* qadam, kadam */
		look_among(&nearest, urdu_words[(*word == 'k' ? 'q' : 'k') - 'a'],
			   &sound);
	if (*word == 'v' || *word == 'w')
		look_among(&nearest, urdu_words[(*word == 'v' ? 'w' : 'v') - 'a'],
			   &sound);
	return nearest.is_alone ? nearest.word : NULL;
}

const char *
spelling_ours(const char *word, bool may_sound, size_t *length)
{
	const char *ours;

	*length = strlen(word);
	ours = find_row(spellings, sizeof spellings / sizeof *spellings, word,
			*length);
	if (ours == NULL)
		ours = find_row(more_spellings,
				sizeof more_spellings / sizeof *more_spellings,
				word, *length);
	if (ours == NULL && may_sound && *word >= 'a' && *word <= 'z') {
		const char *known = urdu_words[*word - 'a'];

		ours = known == NULL ? NULL : find_word(known, word, *length);
		if (ours == NULL)
			ours = find_by_sound(word, *length);
	}
	if (ours != NULL)
		*length = word_length(ours);
	return ours;
}
