@requires:another-client
Feature: Original documents
  Since 2026 polling leads to one PDF of every document, for people to read; whoever needs the original, such as a package of several
  files, finds it in a header of the answer.
  WIPO DAS exchange API, version 1, changes for ST.92.

  @DAS-API-ORIG-01
  Rule: The URL in the state of a retrieval leads to one PDF, whatever the original is

    Scenario Outline: The state leads to one PDF where the original is <original>
      Given the office of second filing has retrieved a document that is <original>
      When the office polls for the document
      Then the state leads to one PDF

      Examples: originals
        | original                 |
        | a PDF                    |
        | a ZIP with a PDF         |
        | a ZIP with several files |

  @DAS-API-ORIG-02
  Rule: The original's URL is in a header of the answer when it is asked for

    Scenario Outline: Who asks for the original is led to <original>
      Given the office of second filing has retrieved a document that is <original>
      When the office polls for the document and its original
      Then a header leads to the original

      Examples: originals
        | original                 |
        | a PDF                    |
        | a ZIP with a PDF         |
        | a ZIP with several files |

  @DAS-API-ORIG-03
  Rule: The original's URL is given for a package of several files also when nobody asks

    Scenario: Who does not ask is led to a package of several files
      Given the office of second filing has retrieved a document that is a ZIP with several files
      When the office polls for the document
      Then a header leads to the original

  @DAS-API-ORIG-04
  Rule: The original's URL of a document that is one PDF is given only when it is asked for

    Scenario Outline: Who does not ask is not led to <original>
      Given the office of second filing has retrieved a document that is <original>
      When the office polls for the document
      Then no header leads to the original

      Examples: originals of one PDF
        | original         |
        | a PDF            |
        | a ZIP with a PDF |

  @DAS-API-ORIG-05
  Rule: The header has the name that the profile has for it

    Scenario: The header with the original has the expected name
      Given the office of second filing has retrieved a document that is a PDF
      When the office polls for the document and its original
      Then the header with the original has the name of the profile
