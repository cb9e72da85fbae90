@requires:another-client
Feature: Downloads
  The office of second filing exchanges its acknowledgement id for a download URL and fetches the document.
  WIPO DAS exchange API, download URLs, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  Background:
    Given the office of second filing has retrieved a document

  @DAS-API-DWN-01
  Rule: A download URL is issued for a retrieval that succeeded, and the download repeats as often as wished

    Scenario: A document is downloaded three times
      When the office of second filing downloads the document three times
      Then DAS delivers the registered content each time

    Scenario: A second download URL works like the first
      Given the office of second filing has downloaded the document
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

    Scenario: A retrieval that failed yields no download URL
      Given the office of second filing has requested a document that is not registered
      When the office of second filing asks for its download URL
      Then DAS refuses the request

  @DAS-API-DWN-02
  Rule: No download URL is issued for an acknowledgement id of another office or for one that does not exist

    Scenario: The office that retrieved the document gets a download URL
      When the office of second filing asks for a download URL
      Then DAS hands out a download URL

    Scenario Outline: A download URL for <acknowledgement id> is refused
      When a download URL is asked for <acknowledgement id>
      Then DAS refuses the request

      Examples: acknowledgement ids
        | acknowledgement id                              |
        | the acknowledgement id of another office        |
        | an acknowledgement id that does not exist       |

  @DAS-API-DWN-03
  Rule: No download URL is issued for details that do not match the acknowledgement id

    Scenario: The details of the retrieval yield a download URL
      When the office of second filing asks for a download URL
      Then DAS hands out a download URL

    Scenario Outline: Asking for a download URL with <deviation> is refused
      When the office of second filing asks for a download URL with <deviation>
      Then DAS refuses the request

      Examples: details that do not match
        | deviation                       |
        | a number that is not registered |
        | a wrong document kind           |
        | a wrong date                    |
