# SPDX-License-Identifier: MIT
#
# Translations: two domains, the program's and the lessons', each a template
# (locale/*.pot), a catalog a language (locale/ur@latin/*.po) and what libintl
# reads ($(BUILD)/locale/ur@latin/LC_MESSAGES/*.mo).  Included by the Makefile.

LANGUAGES      := ur@latin
PROGRAM_POT    := $(BUILD)/po/jasoos.pot
LESSONS_POT    := $(BUILD)/po/lessons.pot
PO_FILES       := $(foreach l,$(LANGUAGES),locale/$(l)/jasoos.po locale/$(l)/lessons.po)
CATALOGS       := $(foreach l,$(LANGUAGES),$(BUILD)/locale/$(l)/LC_MESSAGES/jasoos.mo \
			$(BUILD)/locale/$(l)/LC_MESSAGES/jasoos-lessons.mo \
			$(BUILD)/locale/$(l)/LC_MESSAGES/jasoos-lessons-list.mo)
PSEUDO         := $(BUILD)/pseudo/ur@latin/LC_MESSAGES

# Where a message may stand: keyword:argument, and whose argument is a format.
XGETTEXT = xgettext --language=C --from-code=UTF-8 --omit-header \
	   --add-comments=TRANSLATORS: --add-location=file \
	   --keyword --keyword=_ --keyword=N_ \
	   --keyword=language_get:2 --keyword=language_nget:2,3 \
	   --keyword=phrase_make:2 --keyword=phrase_nmake:2,3 \
	   --keyword=add_count:3,4 \
	   --flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
	   --flag=language_get:2:pass-c-format \
	   --flag=language_nget:2:pass-c-format \
	   --flag=language_nget:3:pass-c-format \
	   --flag=phrase_make:2:c-format --flag=phrase_nmake:2:c-format \
	   --flag=phrase_nmake:3:c-format \
	   --flag=add_count:3:c-format --flag=add_count:4:c-format \
	   --flag=strbuf_addf:2:c-format --flag=str_printf:1:c-format \
	   --flag=arena_printf:2:c-format
MSGMERGE = msgmerge --quiet --previous --no-fuzzy-matching --add-location=file

.PHONY: catalogs
catalogs: $(CATALOGS)

# As the sources say now, without a date or a host: the same sources give the
# same bytes.
$(PROGRAM_POT): $(LIB_SOURCES) $(HOST_SOURCES) locale/header.pot locale/rules.mk
	@mkdir -p $(@D)
	@$(XGETTEXT) --output=$@.messages $(LIB_SOURCES) $(HOST_SOURCES)
	@cat locale/header.pot $@.messages > $@
	@rm -f $@.messages

$(LESSONS_POT): $(BUILD)/jasoos $(wildcard lessons/*.yaml)
	@mkdir -p $(@D)
	@JASOOS_DATA=data $(BUILD)/jasoos translate extract lessons > $@.part
	@mv $@.part $@

.PHONY: update-po
update-po: ## bring the templates and catalogs up to what the sources say
update-po: $(PROGRAM_POT) $(LESSONS_POT)
	@cp $(PROGRAM_POT) locale/jasoos.pot
	@cp $(LESSONS_POT) locale/lessons.pot
	@for l in $(LANGUAGES); do \
		$(MSGMERGE) --update --backup=none locale/$$l/jasoos.po $(PROGRAM_POT) && \
		$(MSGMERGE) --update --backup=none locale/$$l/lessons.po $(LESSONS_POT) || exit; \
	done

.PHONY: check-catalogs
check-catalogs: ## fail on a missing, stale or misspelt translation
check-catalogs: $(PROGRAM_POT) $(LESSONS_POT)
	@status=0; for l in $(LANGUAGES); do \
		tests/check-catalogs locale/$$l/jasoos.po $(PROGRAM_POT) \
			locale/jasoos.pot locale/$$l/same.txt || status=1; \
		tests/check-catalogs locale/$$l/lessons.po $(LESSONS_POT) \
			locale/lessons.pot locale/$$l/same.txt || status=1; \
		tests/check-spelling locale/$$l/style.md \
			locale/$$l/jasoos.po locale/$$l/lessons.po || status=1; \
	done; exit $$status

# $(1) language, $(2) source, $(3) domain.  Written aside, so that a refused
# catalog leaves no .mo that looks newer than its .po.
define catalog
$(BUILD)/locale/$(1)/LC_MESSAGES/$(3).mo: locale/$(1)/$(2).po
	@mkdir -p $$(@D)
	@msgfmt --check-format --check-header --output-file=$$@.part $$<
	@mv $$@.part $$@
endef
$(foreach l,$(LANGUAGES),$(eval $(call catalog,$(l),jasoos,jasoos)))
$(foreach l,$(LANGUAGES),$(eval $(call catalog,$(l),lessons,jasoos-lessons)))

# The texts of pack.yaml alone, for lists of lessons.
$(BUILD)/locale/%/LC_MESSAGES/jasoos-lessons-list.mo: locale/%/lessons.po
	@mkdir -p $(@D)
	@msggrep --msgctxt --extended-regexp --regexp='^pack\.' $< | \
		msgfmt --check-header --output-file=$@.part -
	@mv $@.part $@

# `JASOOS_LOCALE=$(BUILD)/pseudo jasoos --lang ur ...` then puts every marked
# text in brackets.
.PHONY: pseudo
pseudo: ## build the pseudo-locale, which shows unmarked texts
pseudo: $(PSEUDO)/jasoos.mo $(PSEUDO)/jasoos-lessons.mo

$(PSEUDO)/jasoos.mo: $(PROGRAM_POT)
$(PSEUDO)/jasoos-lessons.mo: $(LESSONS_POT)
$(PSEUDO)/%.mo: locale/ur@latin/jasoos.po locale/pseudo.awk
	@mkdir -p $(@D)
	@sed '/^$$/q' locale/ur@latin/jasoos.po > $@.header
	@msgmerge --quiet --no-fuzzy-matching --output-file=$@.empty $@.header \
		$(filter %.pot,$^)
	@msgen --output-file=$@.english $@.empty
	@LC_ALL=C.UTF-8 msgfilter --keep-header --newline --input=$@.english \
		--output-file=$@.po awk -f locale/pseudo.awk
	@msgfmt --check --output-file=$@ $@.po
	@rm -f $@.header $@.empty $@.english $@.po
