# SPDX-License-Identifier: MIT
#
# Jasoos: a guided lab for AWS CloudTrail.  `make help` lists what is here.
# Each goal does its own set-up; on Debian the compiler and libraries too.

VERSION := 0.1.0

prefix  ?= /usr/local
bindir  ?= $(prefix)/bin
datadir ?= $(prefix)/share
DESTDIR ?=

# SANITIZE=1 builds beside the plain build, with the sanitizers.
ifdef SANITIZE
BUILD    ?= build/sanitize
SANITIZER = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else
BUILD    ?= build
endif

# V=1 shows the commands in full.
ifdef V
Q :=
say = @:
else
Q := @
say = @printf '  %-6s %s\n'
endif

CC      ?= cc
CFLAGS  ?= -O2 -g
WARNINGS = -Wall -Wextra -Wmissing-prototypes -Wstrict-prototypes -Wshadow \
	   -Wpointer-arith -Wwrite-strings -Wvla
LIBRARIES := json-c yaml-0.1 libedit libdeflate

# These are opened when they are needed (engine/base/libcrypto.c,
# engine/http/libmicrohttpd.c), not linked.
# Looked up only when something is compiled, after `deps` had its chance.
LIB_CFLAGS = $(shell pkg-config --cflags $(LIBRARIES) libcrypto libmicrohttpd)
LIB_LDLIBS = $(shell pkg-config --libs $(LIBRARIES)) -lm
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -Iengine $(LIB_CFLAGS) $(WARNINGS) \
	     $(SANITIZER) $(CFLAGS) -MMD -MP

LIB_FOLDERS  := base pattern account aws $(patsubst engine/%/,%,$(wildcard engine/aws/*/)) \
		shell records learner language lesson http
HOST_FOLDERS := terminal command
# The room of HTTP is the library's, but for its sockets.
SOCKETS      := engine/http/server.c engine/http/libmicrohttpd.c
LIB_SOURCES  := $(filter-out $(SOCKETS),$(sort $(wildcard $(LIB_FOLDERS:%=engine/%/*.c))))
HOST_SOURCES := $(sort $(wildcard $(HOST_FOLDERS:%=engine/%/*.c)) $(SOCKETS) engine/main.c)
LIB_OBJECTS  := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
HOST_OBJECTS := $(HOST_SOURCES:%.c=$(BUILD)/%.o)
TERMINAL_OBJECTS := $(filter $(BUILD)/engine/terminal/%,$(HOST_OBJECTS))
UNIT_TESTS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(sort $(wildcard tests/unit/*.c)))
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
FUZZ_REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%)

.DEFAULT_GOAL := all

.PHONY: all
all: ## build the program, build/jasoos
all: deps
	@$(MAKE) --no-print-directory program

# A second make, so that pkg-config is asked after `deps` had its chance.
.PHONY: program
program: $(BUILD)/jasoos catalogs

# ---------------------------------------------------------------- set-up

.PHONY: deps
deps: ## install what the build needs (Debian: by apt-get; elsewhere it says how)
	@tests/deps build

.PHONY: deps-test
deps-test:
	@tests/deps test

# ---------------------------------------------------------------- build

$(BUILD)/libjasoos.a: $(LIB_OBJECTS)
	$(say) AR $@
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/jasoos: $(HOST_OBJECTS) $(BUILD)/libjasoos.a
	$(say) LINK $@
	$(Q)$(CC) $(SANITIZER) $(LDFLAGS) -o $@ $^ $(LIB_LDLIBS)

$(BUILD)/%.o: %.c
	$(say) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(DEFINES) -c -o $@ $<

$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libjasoos.a
	$(say) TEST $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(BUILD)/libjasoos.a $(LIB_LDLIBS) $(TEST_LDLIBS) -lcmocka

# A fuzz target as a program that is given what it once was given.
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(BUILD)/libjasoos.a
	$(say) TEST $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -DFUZZ_REPLAY -o $@ $< $(BUILD)/libjasoos.a $(LIB_LDLIBS)

# Counters before the doors, which the engine does not know of.
$(BUILD)/tests/unit/one_event: TEST_LDLIBS = -Wl,--wrap=aws_dispatch,--wrap=aws_dispatch_recorded

# Digest files are checked by OpenSSL itself.
$(BUILD)/tests/unit/digest $(BUILD)/tests/unit/company: TEST_LDLIBS = $(shell pkg-config --libs libcrypto)

$(BUILD)/tests/bench-pattern: tests/bench-pattern.c $(BUILD)/libjasoos.a
	$(say) BENCH $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(BUILD)/libjasoos.a $(LIB_LDLIBS)

# The terminal's tests draw on the screen's own objects.
$(BUILD)/tests/unit/terminal%: tests/unit/terminal%.c $(BUILD)/libjasoos.a $(TERMINAL_OBJECTS)
	$(say) TEST $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(TERMINAL_OBJECTS) $(BUILD)/libjasoos.a $(LIB_LDLIBS) -lcmocka

# Only the commands know where an installed Jasoos keeps its files; they are
# made anew for another prefix.
$(BUILD)/engine/command/%.o: DEFINES = -DDATADIR='"$(datadir)"' -DVERSION='"$(VERSION)"'
$(filter $(BUILD)/engine/command/%,$(HOST_OBJECTS)): $(BUILD)/defines
$(BUILD)/defines: FORCE
	@mkdir -p $(@D)
	@echo '$(datadir) $(VERSION)' | cmp -s - $@ || echo '$(datadir) $(VERSION)' > $@
.PHONY: FORCE

include locale/rules.mk

-include $(LIB_OBJECTS:.o=.d) $(HOST_OBJECTS:.o=.d) $(UNIT_TESTS:=.d) $(FUZZ_REPLAYS:=.d)

# ---------------------------------------------------------------- use

.PHONY: run
run: ## open Jasoos; without a terminal, play the demo
run: all
	@if [ -t 0 ] && [ -t 1 ]; then $(BUILD)/jasoos; else $(BUILD)/jasoos demo; fi

.PHONY: data
data: ## make the bundled sample events again, byte for byte
data: all
	@rm -rf data/AWSLogs
	@$(BUILD)/jasoos data data

.PHONY: install
install: ## install below $(DESTDIR)$(prefix)
install: all
	@$(MAKE) --no-print-directory install-built

.PHONY: install-built
install-built:
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir)/jasoos/lessons \
		$(DESTDIR)$(datadir)/jasoos/data
	install -m 755 $(BUILD)/jasoos $(DESTDIR)$(bindir)/jasoos
	install -m 644 lessons/*.yaml $(DESTDIR)$(datadir)/jasoos/lessons
	cp -R data/. $(DESTDIR)$(datadir)/jasoos/data
	chmod -R u=rwX,go=rX $(DESTDIR)$(datadir)/jasoos/data
	for l in $(LANGUAGES); do \
		install -d $(DESTDIR)$(datadir)/locale/$$l/LC_MESSAGES && \
		install -m 644 $(BUILD)/locale/$$l/LC_MESSAGES/*.mo \
			$(DESTDIR)$(datadir)/locale/$$l/LC_MESSAGES || exit; \
	done

# ---------------------------------------------------------------- tests

.PHONY: test
test: ## install what the tests need, build, and run all of them
test: deps-test
	@$(MAKE) --no-print-directory program unit-tests
	@BUILD=$(BUILD) tests/run

.PHONY: unit-tests
unit-tests: $(UNIT_TESTS) $(FUZZ_REPLAYS)

.PHONY: sanitize
sanitize: ## the whole test suite under the address and undefined sanitizers
	@$(MAKE) --no-print-directory SANITIZE=1 test

# Each target runs for FUZZ seconds; what it finds is left in build/fuzz.
FUZZ ?= 60
.PHONY: fuzz
fuzz: ## feed hostile input to the readers, by clang's libFuzzer, FUZZ seconds each
fuzz: deps
	@command -v clang > /dev/null || { echo 'fuzz: no clang here (Debian: apt-get install clang libclang-rt-14-dev)' >&2; exit 1; }
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang SANITIZE=1 \
		CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' build/fuzz/libjasoos.a
	@for target in $(FUZZ_TARGETS); do \
		mkdir -p build/fuzz/corpus/$$target; \
		clang -std=c11 -D_XOPEN_SOURCE=700 -Iengine $(LIB_CFLAGS) -O1 -g \
			-fsanitize=fuzzer,address,undefined -o build/fuzz/$$target \
			tests/fuzz/$$target.c build/fuzz/libjasoos.a $(LIB_LDLIBS) && \
		build/fuzz/$$target -max_total_time=$(FUZZ) -timeout=10 -print_final_stats=1 \
			-artifact_prefix=build/fuzz/ build/fuzz/corpus/$$target \
			$$(test -d tests/fuzz/$$target && echo tests/fuzz/$$target) || exit; \
	done

.PHONY: leaks
leaks: ## valgrind finds no leak in a demo run
leaks: deps-test
	@$(MAKE) --no-print-directory program
	valgrind --quiet --leak-check=full --show-leak-kinds=definite,indirect,possible \
		--errors-for-leak-kinds=definite,indirect,possible --error-exitcode=9 \
		$(BUILD)/jasoos demo --lang en > /dev/null

.PHONY: bench
bench: ## start-up and typed lines against git, a company's 90 days, event patterns, log files
bench: all
	@$(MAKE) --no-print-directory $(BUILD)/tests/unit/company $(BUILD)/tests/bench-pattern
	@BUILD=$(BUILD) tests/bench

.PHONY: test-sql
test-sql: ## the SQL of `jasoos events` against DuckDB, which npm brings
test-sql: all
	npm install --silent --no-package-lock --prefix tests/duckdb
	@JASOOS=$(abspath $(BUILD))/jasoos bats tests/cli/events-sql.bats

.PHONY: lint
lint: ## compiler warnings as errors, cppcheck where it is, the lessons' own check
lint: deps
	@$(MAKE) --no-print-directory BUILD=build/lint CFLAGS='-O1 -Werror' program
	@if command -v cppcheck > /dev/null; then \
		cppcheck --quiet --std=c11 --enable=warning,performance,portability \
			--suppressions-list=tests/cppcheck.txt --error-exitcode=1 \
			-Iengine engine; \
	else echo 'lint: no cppcheck here, left out'; fi
	@build/lint/jasoos check

.PHONY: clean
clean: ## remove what was built
	rm -rf build

.PHONY: help
help: ## list these goals
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
