Feature: Uploads
  An office asks for a signed URL, puts the document there and reads how its examination ended.
  WIPO DAS exchange API, files, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  Background:
    Given an office that holds an access token

  @DAS-API-UPLOAD-01
  Rule: A request for an upload URL is answered with a file id and a signed URL

    Scenario: A file id and an upload URL are handed out
      When the office asks for an upload URL
      Then DAS hands out a file id and an upload URL

    Scenario: Two requests get different files
      Given the office holds an upload URL
      When the office asks for an upload URL
      Then DAS hands out another file id and another upload URL

  @DAS-API-UPLOAD-02
  Rule: A malformed checksum or an unknown format is refused when the upload URL is requested

    Scenario: A well-formed declaration is accepted
      When the office asks for an upload URL
      Then DAS serves the request

    Scenario Outline: Asking with <declaration> is refused
      When the office asks for an upload URL with <declaration>
      Then DAS refuses the request

      Examples: malformed declarations
        | declaration                        |
        | no checksum                        |
        | a checksum that is too short       |
        | a checksum that is too long        |
        | a checksum that is not hexadecimal |
        | no format                          |
        | an unknown format                  |

  @DAS-API-UPLOAD-03
  Rule: An upload URL is renewed for the same file id, and the renewed URL works

    Scenario: Content put to a renewed upload URL arrives
      Given the office holds an upload URL
      And the office has renewed the upload URL
      When the office uploads the document
      Then DAS reports the file as accepted

    @requires:clock-control
    Scenario: An expired upload URL is replaced by one that works
      Given the office holds an upload URL that has expired
      And the office has renewed the upload URL
      When the office uploads the document
      Then DAS reports the file as accepted

    Scenario: A file id that does not exist is not renewed
      When the office renews the upload URL of a file that does not exist
      Then DAS refuses the request

  @DAS-API-UPLOAD-04
  Rule: Content put to a valid upload URL is taken without an Authorization header

    Scenario: Content without an Authorization header is taken
      Given the office holds an upload URL
      When the office uploads the document
      Then DAS serves the request
