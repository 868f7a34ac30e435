// SPDX-License-Identifier: Apache-2.0
// The syntax of .pnas (docs/language.md). No embedded code; what words mean is check's business, so
// that an unknown section or setting is told by its name and not as a syntax error.
grammar Pnas;

program : version? item* EOF ;
version : 'pnas' NUMBER ;
item : importItem | wordType | block | architecture | section ;
importItem : 'import' STRING ;
// A type of a few words, `type Edge = {none, skip, conv}`.
wordType : 'type' word '=' '{' word (',' word)* ','? '}' ;

// --- sections: dataset, search, train, board ... ---
section : word word? '{' (entry ','?)* '}' ;

entry
  : 'require' word ':' expr                              # requireEntry
  | goal=('minimize' | 'maximize') word (',' word)* ','? # goalEntry
  | 'let' word ('=' value | 'in' value) clause*          # letEntry
  | 'on' word                                            # onEntry
  | ('each' 'group' | 'group' NUMBER) '{' (entry ','?)* '}'  # groupEntry
  | word word? '=' value clause*                         # fixedEntry
  | word 'in' value clause*                              # choiceEntry
  | word arguments                                       # bareEntry
  ;
clause
  : clauseWord=('at' | 'stride' | 'step' | 'when') expr
  | clauseWord='log'
  | clauseWord='by' word
  | clauseWord='else' expr
  | clauseWord='from' STRING
  ;
value : set | expr ('..' expr)? ;
set : '{' (expr (',' expr)* ','?)? '}' ;

// A value from the command line: `--set train.samples=20k`.
override : word ('.' word)* '=' value clause* EOF ;

// --- networks ---
block : 'block' word '(' (parameter (',' parameter)* ','?)? ')' '->' word body ;
parameter : word ':' word ('=' expr)? ;
body : '{' statement* '}' ;
statement
  : word '=' expr      # assignment
  | 'return' expr (',' expr)*  # returning
  | 'for' word 'in' expr '..' expr body  # repetition
  | expr               # plain
  ;

architecture
  : 'architecture' word ('(' (parameter (',' parameter)* ','?)? ')')? ':' word '{' region* '}' ;
region
  : 'stem' body                # stem
  | 'group' '{' line* '}'      # groupRegion
  | 'head' body                # head
  ;
line
  : word ':' position (',' position)* ','?   # positions
  | word arguments ','?                      # callLine
  ;
position : NUMBER modifier* | modifier+ ;
modifier : word (NUMBER | truth | word) ;

// --- expressions, tightest first ---
expr
  : expr '.' word                                              # member
  | <assoc=right> op='-' expr                                  # unary
  | expr op=('*' | '/') expr                                   # binary
  | expr op=('+' | '-') expr                                   # binary
  | expr '|>' word arguments?                                  # pipe
  | expr op=('==' | '!=' | '<' | '<=' | '>' | '>=') expr       # binary
  | <assoc=right> op='not' expr                                # unary
  | expr op='and' expr                                         # binary
  | expr op='or' expr                                          # binary
  | NUMBER unit*                                               # number
  | STRING                                                     # string
  | truth                                                      # truthValue
  | word arguments                                             # call
  | word                                                       # reference
  | conditional                                                # condition
  | '(' expr ')'                                               # parentheses
  ;
conditional : 'if' expr body ('else' (body | conditional))? ;
truth : 'true' | 'false' ;
unit : '%' | UNIT | 'samples' ;
arguments : '(' (argument (',' argument)* ','?)? ')' ;
argument : (word '=')? value ;

// Words that are keywords or units in one place and ordinary names in another.
word : IDENT | UNIT | 'architecture' | 'stem' | 'head' | 'stride' | 'from' | 'samples' | 'step' ;

// --- tokens ---
NUMBER
  : '0x' [0-9a-fA-F_]+
  | DIGITS ('.' DIGITS)? ([eE] [+-]? [0-9]+)?
  ;
fragment DIGITS : [0-9] [0-9_]* ;
// `KB` and `K` are here so that they can be told apart from a misspelt word.
UNIT
  : 'B' | 'kB' | 'KB' | 'K' | 'KiB' | 'MB' | 'MiB' | 'GB' | 'GiB'
  | 'k' | 'M' | 'G' | 'MAC' | 'FLOP'
  | 's' | 'ms' | 'us' | 'ns' | 'Hz' | 'kHz' | 'MHz' | 'GHz'
  | 'J' | 'mJ' | 'uJ' | 'nJ' | 'pJ' | 'W' | 'mW' | 'V' | 'mV' | 'A' | 'mA' | 'uA'
  ;
IDENT : [A-Za-z_] [A-Za-z_0-9]* ;
STRING : '"' ~["\r\n]* '"' ;
COMMENT : ('//' | '#') ~[\r\n]* -> channel(HIDDEN) ;   // kept for the formatter
SPACE : [ \t\r\n\uFEFF]+ -> skip ;
// A line that ends inside a text, and characters that start nothing: told by the parser, in place.
OPEN_STRING : '"' ~["\r\n]* ;
OTHER : . ;
